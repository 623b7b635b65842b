-- Numbers of papers run by branch: the branch that a number names, '' where it names none, as all did before.
ALTER TABLE paper ADD COLUMN branch TEXT NOT NULL DEFAULT '';
ALTER TABLE paper_last ADD COLUMN branch TEXT NOT NULL DEFAULT '';
DROP INDEX paper_series;
CREATE UNIQUE INDEX paper_series ON paper (letter, branch, type, period, no) WHERE no > 0;
DROP INDEX paper_last_series; -- a shop is restored a few times in its life
