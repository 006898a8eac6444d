// What a document carries besides what it shows, so that its sender sees it before anybody else does.
//
// Finds      the properties of OOXML and OpenDocument files, tracked changes and comments in them; the information
//            dictionary and XMP of a PDF (uncompressed ones); EXIF, GPS and comments of JPEG; text chunks of PNG
// Limits     it looks, it does not clean; a format that it does not know is named as unknown. A finding is words for people
#pragma once

#include <string>
#include <vector>

namespace parley::broker {

std::vector<std::string> hidden_metadata(const std::string& bytes);

}  // namespace parley::broker
