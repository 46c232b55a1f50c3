"""show/views"""
