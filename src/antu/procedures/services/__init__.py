"""Writes of procedures: each public function is one deed, in one transaction, with its journal entry."""
