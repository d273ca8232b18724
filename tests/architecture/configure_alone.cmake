# diffusion/ configures without the rest of the tree, and its code compiles as that configures it:
#     cmake -DSOURCE=<tree> -DBINARY=<folder> -DCOMPILER=<c++> -P configure_alone.cmake
file(REMOVE_RECURSE "${BINARY}")
execute_process(COMMAND "${CMAKE_COMMAND}" -S "${SOURCE}/diffusion" -B "${BINARY}" -G Ninja
                        "-DCMAKE_CXX_COMPILER=${COMPILER}"
                OUTPUT_QUIET ERROR_VARIABLE error RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "diffusion/ does not configure alone:\n${error}")
endif()
# One file of each library that needs no torch and so costs next to nothing.
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${BINARY}" --target
                        models/CMakeFiles/diffusion_models.dir/tokenizers/sentencepiece_check.cpp.o
                        engine/CMakeFiles/diffusion.dir/engine_error.cpp.o
                OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "diffusion/ does not compile alone:\n${output}")
endif()
