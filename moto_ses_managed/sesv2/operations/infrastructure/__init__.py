"""Operations on what mail goes through: multi-region endpoints, certificates."""
