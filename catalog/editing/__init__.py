"""What the program writes into the sources: new resources, edits from a workbook, another base."""
