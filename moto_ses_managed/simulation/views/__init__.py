"""Read-only views of the simulation: snapshots, weeks, series and statistics."""
