@echo off
rem The command line: open a Command Prompt in this folder and type, for instance: self-assessment check exemplar-homes/2026
"%~dp0program\python.exe" -m generator %*
