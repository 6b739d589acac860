"""What ``./run`` and ``./test`` do before there is a virtual environment. Standard library only."""
