-- A paper that becomes void in a month whose tax was handed in tells so, as one that is issued in it does.

ALTER TABLE paper_void ADD COLUMN asked TEXT NOT NULL DEFAULT '';
