"""The network: forward and backward. Read network.py first."""
