"""show/exports"""
