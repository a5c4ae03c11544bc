"""Operations on tenants and their reputation."""
