"""SES v1 on moto: the core backend, which v1 and v2 share, with a Region of the simulation inside."""
