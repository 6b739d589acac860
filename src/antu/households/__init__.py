"""The register: households, people, buildings, fixtures, crops, graves, parcels."""
