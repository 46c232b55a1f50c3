"""The numbers of the phases that a place can be in, as the model counts them."""

QUIET, CONTESTED, BESIEGED = range(3)
TAKEN = 3  # quiet, and just taken by its holder: captures are told for days, and losses denied
