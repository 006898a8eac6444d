// What is said of a document beside what it shows: never too little in silence, and at a bounded price.
#include "broker/file_metadata.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>

namespace parley::broker {
namespace {

using Findings = std::vector<std::string>;
const Findings kUnknown{"a format that is not looked into"};

std::string archive(const std::map<std::string, std::string>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  auto* zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts)
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
  zip_close(zip);
  zip_source_open(source);
  zip_source_seek(source, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

std::string document(std::map<std::string, std::string> parts) {
  parts["[Content_Types].xml"] = "<Types/>";
  return archive(parts);
}

bool has(const Findings& found, const std::string& words) {
  return std::ranges::any_of(found, [&](const auto& one) { return one.find(words) != std::string::npos; });
}

double seconds_of(const std::string& bytes, Findings& found) {
  const auto begun = std::chrono::steady_clock::now();
  found = hidden_metadata(bytes);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

TEST(FileMetadata, OfAnOfficeDocumentIsNamed) {
  const auto found = hidden_metadata(
      document({{"docProps/core.xml", "<c><creator>A. Author</creator><lastModifiedBy>B. Boss</lastModifiedBy></c>"},
                {"word/document.xml", "<w:document><w:ins w:author='x'/></w:document>"},
                {"word/comments.xml", "<w:comments/>"},
                {"word/media/image1.png", "x"}}));
  for (const char* words : {"creator: A. Author", "lastModifiedBy: B. Boss", "tracked changes", "comments", "pictures"})
    EXPECT_TRUE(has(found, words)) << words;
}

TEST(FileMetadata, OfSlidesAndTablesIsNamedToo) {
  EXPECT_TRUE(has(hidden_metadata(document({{"ppt/comments/comment1.xml", "<c/>"}})), "comments"));
  EXPECT_TRUE(has(hidden_metadata(document({{"ppt/notesSlides/notesSlide1.xml", "<c/>"}})), "notes"));
  EXPECT_TRUE(has(hidden_metadata(document({{"xl/comments1.xml", "<c/>"}})), "comments"));
}

TEST(FileMetadata, OfAPdfIsNamed) {
  const auto found = hidden_metadata("%PDF-1.7\n1 0 obj <</Author (A. Author) /Title(Draft 3)>>\n<x:xmpmeta>");
  for (const char* words : {"Author: A. Author", "Title: Draft 3", "XMP", "may hold more"})
    EXPECT_TRUE(has(found, words)) << words;
}

TEST(FileMetadata, OnlyPlainTextAndWhatIsLookedIntoIsFoundToHoldNone) {
  for (const std::string text :
       {"", "A note.\r\n\tWith two lines.\n", "Записка\n", "\xEF\xBB\xBFملاحظة", "a < b, a,b;c"})
    EXPECT_EQ(hidden_metadata(text), Findings{}) << text;
}

TEST(FileMetadata, AFormatThatIsNotLookedIntoIsNamedAsSuch) {
  const std::map<std::string, std::string> others{{"an old Word file", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\nAuthor\n"},
                                                  {"RTF", "{\\rtf1{\\info{\\author A. Author}}\ntext}"},
                                                  {"TIFF", std::string("II*\0", 4) + "\nArtist\n"},
                                                  {"HEIC", std::string("\0\0\0\x18", 4) + "ftypheic\n"},
                                                  {"WebP", "RIFF\x01\x02WEBPVP8 \nEXIF"},
                                                  {"gzip", "\x1F\x8B\x08\nname"},
                                                  {"SVG", "<svg><metadata>A. Author</metadata></svg>\n"},
                                                  {"HTML", "\n  <html><!-- A. Author --></html>\n"},
                                                  {"text that hides", std::string("A note.\n\0hidden", 15)},
                                                  {"text cut in a character", "A note \xD0"}};
  for (const auto& [what, bytes] : others) EXPECT_EQ(hidden_metadata(bytes), kUnknown) << what;
  EXPECT_TRUE(has(hidden_metadata(archive({{"a.txt", "x"}})), "not looked into"));
}

TEST(FileMetadata, AnArchiveThatUnpacksToMillionsOfPropertiesCostsLittle) {
  std::string properties = "<p>";
  while (properties.size() < (std::size_t{4} << 20) - 16) properties += "<b>c</b>";
  properties += "</p>";
  std::string some = "<p>";
  for (int i = 0; i < 20'000; ++i) some += "<b>c</b>";
  some += "</p>";
  Findings found;
  EXPECT_LT(seconds_of(document({{"docProps/core.xml", properties}, {"docProps/custom.xml", properties}}), found), 2);
  EXPECT_TRUE(has(found, "docProps/core.xml: a part that is not looked into"));
  EXPECT_LT(seconds_of(document({{"docProps/core.xml", some}, {"docProps/app.xml", some}}), found), 2);
  EXPECT_LE(found.size(), 41U);
  EXPECT_EQ(found.back(), "and more");
}

TEST(FileMetadata, EveryFindingIsShortAndCanBeShown) {
  const std::string wide(5'000, 'n');
  const auto found = hidden_metadata(document({{"docProps/core.xml", "<" + wide + ">" + wide + "</" + wide + ">"},
                                               {"docProps/app.xml", "<a\xD0><b\xFF>text</b\xFF></a\xD0>"}}));
  ASSERT_FALSE(found.empty());
  for (const auto& one : found) EXPECT_LE(one.size(), 600U);
}

TEST(FileMetadata, APdfThatNamesItsKeysAMillionTimesCostsLittle) {
  std::string pdf = "%PDF-1.7";
  while (pdf.size() < (std::size_t{4} << 20)) pdf += "/Title";
  Findings found;
  EXPECT_LT(seconds_of(pdf, found), 2);
  std::string values = "%PDF-1.7";
  while (values.size() < (std::size_t{4} << 20)) values += "/Title(x)";
  EXPECT_LT(seconds_of(values, found), 2);
  EXPECT_LE(found.size(), 41U);
}

}  // namespace
}  // namespace parley::broker
