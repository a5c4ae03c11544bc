"""The domain: pools, addresses, warm-up, routing. Standard library only; it knows neither moto nor HTTP."""
