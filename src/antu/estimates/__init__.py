"""What a project is expected to cost (概算), in versions that are reviewed and approved."""
