"""What is handed out of the simulation: frozen snapshots, weeks, series and statistics."""
