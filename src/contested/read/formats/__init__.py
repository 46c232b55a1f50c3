"""read/formats"""
