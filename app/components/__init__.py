"""The parts of the pages, built from the registries of the core."""
