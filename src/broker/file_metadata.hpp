// What a document carries besides what it shows, so that its sender sees it before anybody else does.
//
// Finds      the properties of OOXML and OpenDocument files, tracked changes, comments, notes and pictures in them; the
//            information dictionary and XMP of a PDF (uncompressed ones); EXIF and XMP of JPEG; text chunks of PNG
// Limits     it looks, it does not clean; whatever is neither one of these nor plain text is named as not looked into. At most
//            forty findings of a few hundred bytes each. A finding is words for people
// Cost       linear in the file, and in what four small parts of an archive unpack to
#pragma once

#include <string>
#include <vector>

namespace parley::broker {

std::vector<std::string> hidden_metadata(const std::string& bytes);

}  // namespace parley::broker
