"""The load test of a class: ``python -m bench.load`` prints one table and writes ``build/load.json``.

``__main__`` starts the server and measures what it takes; Locust plays the students in a process of its own
(``generator``), with an environment of its own (``.venv/load``), as Locust brings a plugin for pytest that nobody else
should load. What runs there knows nothing of the app but its wire format, as a browser does.
"""
