"""The audit log as pure values: leaves, their Merkle tree, signed checkpoints, verification of a whole log.

The formats are written down for outsiders in `contracts/audit/`.
"""
