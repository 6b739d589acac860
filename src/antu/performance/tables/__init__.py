"""The yearly report, and problems and measures, as pages show them."""
