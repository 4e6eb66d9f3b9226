"""The pages: what each worker sees, one module for each area of practice."""
