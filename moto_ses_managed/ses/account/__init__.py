"""What an account has in a Region: settings, quota and suppression list."""
