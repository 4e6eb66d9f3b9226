"""The people who do the work: workers, teams and their managers, partner agencies, and who may see what."""
