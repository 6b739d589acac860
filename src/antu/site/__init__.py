"""Where everything meets: settings, addresses, the command line, the launcher. Nothing imports this package."""
