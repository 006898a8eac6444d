#include "elicitation/csv.hpp"

#include "base/utf8.hpp"

namespace parley::elicitation {
namespace {

bool valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

// After any apostrophes, so that one more of them can always be told from the field's own.
bool begins_like_formula(std::string_view text) {
  const auto at = text.find_first_not_of('\'');
  return at != std::string_view::npos && std::string_view("=+-@\t\r").contains(text[at]);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Checked<std::vector<CsvRow>> run() {
    while (at_ < text_.size()) {
      CsvRow row;
      do row.push_back(field());
      while (comma());
      line_end();
      if (row.size() > 1 || !row.front().text.empty()) rows_.push_back(std::move(row));
    }
    if (!errors_.empty()) return std::unexpected(std::move(errors_));
    return std::move(rows_);
  }

 private:
  Where here() const { return {"", line_, static_cast<int>(at_ - line_start_ + 1)}; }

  bool at_end_of_field() const {
    return at_ >= text_.size() || text_[at_] == ',' || text_[at_] == '\n' || text_[at_] == '\r';
  }

  bool comma() {
    if (at_ >= text_.size() || text_[at_] != ',') return false;
    ++at_;
    return true;
  }

  void line_end() {
    if (at_ < text_.size() && text_[at_] == '\r') {
      if (at_ + 1 >= text_.size() || text_[at_ + 1] != '\n')
        errors_.push_back({ErrorCode::kSyntax, "a carriage return stands without a line feed", "", here()});
      else ++at_;
    }
    if (at_ >= text_.size()) return;
    ++at_;
    ++line_;
    line_start_ = at_;
  }

  CsvField field() {
    CsvField field = written();
    if (field.text.starts_with('\'') && begins_like_formula(field.text)) field.text.erase(0, 1);
    return field;
  }

  CsvField written() {
    CsvField field{"", here()};
    if (at_ < text_.size() && text_[at_] == '"') {
      quoted(field);
      return field;
    }
    while (!at_end_of_field()) {
      if (text_[at_] == '"') {
        errors_.push_back({ErrorCode::kSyntax, "a quotation mark stands in a field that is not quoted",
                           "quote the field and write the mark twice", field.where});
        skip();
        break;
      }
      field.text += text_[at_++];
    }
    return field;
  }

  void quoted(CsvField& field) {
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') {
          ++at_;
          if (!at_end_of_field()) {
            errors_.push_back({ErrorCode::kSyntax, "text follows the closing quotation mark", "", here()});
            skip();
          }
          return;
        }
        ++at_;
      }
      if (c == '\n') {
        ++line_;
        line_start_ = at_ + 1;
      }
      field.text += c;
    }
    errors_.push_back({ErrorCode::kSyntax, "the closing quotation mark is missing", "", field.where});
  }

  void skip() {
    while (!at_end_of_field()) ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0, line_start_ = 0;
  int line_ = 1;
  std::vector<CsvRow> rows_;
  Errors errors_;
};

}  // namespace

Checked<std::vector<CsvRow>> read_csv(std::string_view text) {
  if (text.size() > kMostCsvBytes)
    return std::unexpected(Errors{{ErrorCode::kLimit, "the file is larger than 1 MiB", "", {}}});
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!valid_utf8(text)) return std::unexpected(Errors{{ErrorCode::kSyntax, "the file is not UTF-8", "", {}}});
  return Reader(text).run();
}

std::string write_csv(const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  for (const std::vector<std::string>& row : rows) {
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (k > 0) out += ',';
      const std::string text = begins_like_formula(row[k]) ? "'" + row[k] : row[k];
      // A row of one empty field would be an empty line.
      if (text.find_first_of(",\"\r\n") == std::string::npos && !(row.size() == 1 && text.empty())) {
        out += text;
        continue;
      }
      out += '"';
      for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
      out += '"';
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace parley::elicitation
