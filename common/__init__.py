"""What everybody shares: lane names, fact files, signed links, local weeks. No tables, no pages."""
