"""The domain: pools, addresses, warm-up, routing. Standard library only; it knows neither moto nor HTTP.

Private: what moto_ses_managed itself exports is public, nothing else.
"""
