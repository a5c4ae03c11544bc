"""What people read of pools: charts, milestones and tables."""
