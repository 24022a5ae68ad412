"""How the app is served: what comes in and how long it may take, what is counted and logged, and every header."""
