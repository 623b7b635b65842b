-- Subdistricts as the shop has them where the register that comes with the program is wrong. Documents.
CREATE TABLE subdistrict (
  code        TEXT    PRIMARY KEY,      -- of the register, or the district's four digits, - and the folded name
  subdistrict TEXT    NOT NULL,
  district    TEXT    NOT NULL,
  province    TEXT    NOT NULL,
  postcode    TEXT    NOT NULL,
  gone        INTEGER NOT NULL,         -- it is no more
  off         INTEGER NOT NULL          -- the correction was taken back
) STRICT, WITHOUT ROWID;
