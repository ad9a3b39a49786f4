@echo off
rem Opens the editor for the answers in the folder "answers" beside this file.
setlocal
title Self-assessment editor
pushd "%~dp0"
if errorlevel 1 goto closed
if not exist "program\python.exe" goto packed
"program\python.exe" -m generator --workspace . edit
if errorlevel 1 goto ended
popd
exit /b 0

:closed
echo This folder cannot be opened. Copy the whole folder to your own computer, and start it there.
goto wait

:packed
echo The folder "program" is not beside this file. If you opened the zip by a double click, close it,
echo choose "Extract all" for the zip, and start the file in the folder that this makes.
goto wait

:ended
echo.
echo The editor has ended. If you did not end it yourself, the lines above say why.
echo If Windows says that the program is blocked, show "Read me first.txt" to whoever looks after your computers.

:wait
echo.
pause
exit /b 1
