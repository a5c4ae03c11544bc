"""An account in a Region: settings, quota and suppression list."""
