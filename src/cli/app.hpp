// The `parley` command: reads the command line, runs one command, maps every ending to an exit code.
//
// A command is one file (src/cli/<name>.cpp) with one function that registers its options and what it runs; a new
// command adds its file and one line in commands.hpp and app.cpp.
#pragma once

namespace parley::cli {

int run(int argc, const char* const* argv);

}  // namespace parley::cli
