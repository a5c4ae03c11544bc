"""Operations on import and export jobs."""
