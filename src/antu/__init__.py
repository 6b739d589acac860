"""安土 (Antu): land expropriation, compensation and resettlement, exact to the fen."""
