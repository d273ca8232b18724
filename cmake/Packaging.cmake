# What an installation holds besides the programs, and the Debian package made of it:
#   packaging/deb, or cmake --build BUILD && cd BUILD && cpack -G DEB

include(GNUInstallDirs)

set(id org.stillwater.Stillwater)
set(linux "${CMAKE_SOURCE_DIR}/packaging/linux")
install(FILES "${linux}/${id}.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications" COMPONENT data)
install(FILES "${linux}/${id}.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo" COMPONENT data)
install(FILES "${CMAKE_SOURCE_DIR}/resources/icons/stillwater.svg" RENAME "${id}.svg"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps" COMPONENT data)
install(FILES "${linux}/stillwater.1" "${linux}/stillwater-cli.1"
        DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT data)
install(FILES "${linux}/stillwater-cli.bash" RENAME stillwater-cli
        DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" COMPONENT data)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/resources/models"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/stillwater" COMPONENT data)
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" RENAME copyright
        DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/stillwater" COMPONENT data)

# The package takes what has been built; or cpack would first build the tests too.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME stillwater)
set(CPACK_PACKAGE_CONTACT "The Stillwater maintainers <maintainers@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION graphics)
# The modules are opened at run time, but they are ELF files of the package: dpkg-shlibdeps looks
# into each of them.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${CMAKE_BINARY_DIR}/lib/stillwater")
set(CPACK_DEBIAN_PACKAGE_DEPENDS "qt6-qpa-plugins")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-inter, libopenblas0-pthread, qt6-wayland")
include(CPack)
