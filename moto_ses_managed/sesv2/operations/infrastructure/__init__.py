"""Operations on multi-region endpoints and certificates."""
