BEGIN TRANSACTION;
CREATE TABLE card (
        question_id TEXT NOT NULL,
        criterion_id TEXT NOT NULL,
        due INTEGER NOT NULL,
        last_review INTEGER NOT NULL,
        stability REAL NOT NULL,
        difficulty REAL NOT NULL, checksum BLOB,
        PRIMARY KEY (question_id, criterion_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "card" VALUES('mean-vs-median','point-1',1767409465000000,1767323065000000,0.212,6.4133,X'895CECE56FE71173');
INSERT INTO "card" VALUES('mean-vs-median','point-2',1767409465000000,1767323065000000,0.212,6.4133,X'4ECDA0742390BBCC');
INSERT INTO "card" VALUES('variance','point-1',1767409525000000,1767323125000000,0.212,6.4133,X'45CEB5FB768E3E96');
INSERT INTO "card" VALUES('variance','point-2',1767409525000000,1767323125000000,1.2931,5.11217070560105568688e+00,X'CAFE1681C3053760');
CREATE TABLE event (
        session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        body TEXT NOT NULL, checksum BLOB,
        PRIMARY KEY (session_id, seq)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "event" VALUES('session-0',1,'{"at":"2026-01-02T03:04:05Z","type":"session_started","session_id":"session-0","config":{"areas":["statistics"],"levels":["core","advanced"],"kinds":[],"question_ids":[],"questions":3,"minutes":null,"mode":"coach","seed":0,"grader":"offline","probes":0,"adaptive":false,"known":[],"wording":"house","format":null,"stages":[{"name":"all","opening":"","areas":[],"without":[],"levels":["core","advanced"],"kinds":[],"questions":3,"minutes":null,"probes":null,"emphasis":"essentials"}],"focus":[],"estimate":false,"earlier":[]},"app_version":"0.1.0"}',X'1E22C14C844EBBBB');
INSERT INTO "event" VALUES('session-0',2,'{"at":"2026-01-02T03:04:15Z","type":"question_asked","turn":1,"item":{"question":{"id":"mean-vs-median","area":"statistics","level":"core","kind":"concept","prompt":"What would you tell me about mean vs median?","spoken":null,"time_limit":120,"hints":["Begin with what mean is.","Think of an example."],"follow_ups":[{"id":"ask-point-1","prompt":"Say more about 1, please?","criterion":"point-1","when":"unmet"},{"id":"ask-point-2","prompt":"Say more about 2, please?","criterion":"point-2","when":"unmet"},{"id":"ask-point-3","prompt":"Say more about 3, please?","criterion":"point-3","when":"unmet"}],"clarifications":[],"sources":["A textbook on statistics, chapter 1"]},"rubric":{"question_id":"mean-vs-median","version":1,"criteria":[{"id":"point-1","statement":"The mean adds all values and divides the sum by how many there are.","points":4,"essential":true,"evidence":["The mean adds all values and divides the sum by how many there are."]},{"id":"point-2","statement":"The median is the middle value of the sorted data.","points":3,"essential":false,"evidence":["The median is the middle value of the sorted data."]},{"id":"point-3","statement":"Outliers pull the mean far away but hardly move the median.","points":2,"essential":false,"evidence":["Outliers pull the mean far away but hardly move the median."]}],"misconceptions":[{"id":"belief","statement":"The median is always larger than the mean.","correction":"Which of the two is larger depends on the skew of the data.","contradicts":null,"penalty":2,"cap":0.5,"evidence":["The median is always larger than the mean."],"example":"The median is always larger than the mean."}],"model_answer":"The mean adds all values and divides the sum by how many there are. The median is the middle value of the sorted data. Outliers pull the mean far away but hardly move the median."}},"retry_of":null,"bridge":null,"stage":0,"criterion_id":null,"reason":null}',X'BAEDD88D3A137A15');
INSERT INTO "event" VALUES('session-0',3,'{"at":"2026-01-02T03:04:25Z","type":"answer_submitted","turn":1,"answer_id":1,"follow_up_id":null,"text":"The mean adds all values, I think.","transcript":null,"timings":{"to_first_word":null,"total":null},"spoken":null,"understood":null}',X'71B09AF59D8CFF8B');
INSERT INTO "event" VALUES('session-0',4,'{"at":"2026-01-02T03:04:35Z","type":"answer_graded","answer_id":1,"outcome":{"verdicts":[{"criterion_id":"point-1","level":"missed","credit":0.0,"spans":[],"explanation":"No quote from the answer supports this point.","certainty":"clear","stability":null},{"criterion_id":"point-2","level":"missed","credit":0.0,"spans":[],"explanation":"","certainty":"clear","stability":null},{"criterion_id":"point-3","level":"met","credit":1.0,"spans":[{"start":23,"end":27,"quote":"s, I"}],"explanation":"","certainty":"clear","stability":null}],"misconceptions":[{"misconception_id":"belief","spans":[{"start":1,"end":17,"quote":"he mean adds all"}],"explanation":"","certainty":"clear","stability":null}],"suspected":[],"grader":"dice","grader_version":"7","rubric_version":1,"model":null,"prompt_version":null,"confidence":1.0,"error":null,"usage":null,"extent":null},"provisional":false}',X'54A079256733C2DF');
INSERT INTO "event" VALUES('session-0',5,'{"at":"2026-01-02T03:04:45Z","type":"question_asked","turn":2,"item":{"question":{"id":"bootstrap","area":"statistics","level":"advanced","kind":"concept","prompt":"What would you tell me about bootstrap?","spoken":null,"time_limit":120,"hints":["Begin with what bootstrap is.","Think of an example."],"follow_ups":[{"id":"ask-point-1","prompt":"Say more about 1, please?","criterion":"point-1","when":"unmet"},{"id":"ask-point-2","prompt":"Say more about 2, please?","criterion":"point-2","when":"unmet"}],"clarifications":[],"sources":["A textbook on statistics, chapter 1"]},"rubric":{"question_id":"bootstrap","version":1,"criteria":[{"id":"point-1","statement":"The bootstrap draws samples with replacement from the observed data.","points":4,"essential":true,"evidence":["The bootstrap draws samples with replacement from the observed data."]},{"id":"point-2","statement":"The spread of the statistic over the resamples estimates its standard error.","points":3,"essential":false,"evidence":["The spread of the statistic over the resamples estimates its standard error."]}],"misconceptions":[{"id":"belief","statement":"The bootstrap creates new information about the population.","correction":"It only reuses the sample that there is.","contradicts":null,"penalty":2,"cap":0.5,"evidence":["The bootstrap creates new information about the population."],"example":"The bootstrap creates new information about the population."}],"model_answer":"The bootstrap draws samples with replacement from the observed data. The spread of the statistic over the resamples estimates its standard error."}},"retry_of":null,"bridge":{"text":"Let us stay with statistics.","by":null,"usage":null},"stage":0,"criterion_id":null,"reason":null}',X'5A86A893B86840AD');
INSERT INTO "event" VALUES('session-0',6,'{"at":"2026-01-02T03:04:55Z","type":"answer_submitted","turn":2,"answer_id":2,"follow_up_id":null,"text":"It is the spread.","transcript":null,"timings":{"to_first_word":null,"total":null},"spoken":null,"understood":null}',X'D144A7F052BA8DBC');
INSERT INTO "event" VALUES('session-0',7,'{"at":"2026-01-02T03:05:05Z","type":"answer_graded","answer_id":2,"outcome":{"reason":"ConnectionError: nobody answers","grader":"dice","usage":null},"provisional":false}',X'30E4427283B7CE12');
INSERT INTO "event" VALUES('session-0',8,'{"at":"2026-01-02T03:05:15Z","type":"question_asked","turn":3,"item":{"question":{"id":"variance","area":"statistics","level":"core","kind":"concept","prompt":"What would you tell me about variance?","spoken":null,"time_limit":120,"hints":["Begin with what variance is.","Think of an example."],"follow_ups":[{"id":"ask-point-1","prompt":"Say more about 1, please?","criterion":"point-1","when":"unmet"},{"id":"ask-point-2","prompt":"Say more about 2, please?","criterion":"point-2","when":"unmet"}],"clarifications":[],"sources":["A textbook on statistics, chapter 1"]},"rubric":{"question_id":"variance","version":1,"criteria":[{"id":"point-1","statement":"Variance is the average squared distance from the mean.","points":4,"essential":true,"evidence":["Variance is the average squared distance from the mean."]},{"id":"point-2","statement":"Its square root is the standard deviation, in the units of the data.","points":3,"essential":false,"evidence":["Its square root is the standard deviation, in the units of the data."]}],"misconceptions":[{"id":"belief","statement":"Variance can be negative.","correction":"A mean of squares is never below zero.","contradicts":null,"penalty":2,"cap":0.5,"evidence":["Variance can be negative."],"example":"Variance can be negative."}],"model_answer":"Variance is the average squared distance from the mean. Its square root is the standard deviation, in the units of the data."}},"retry_of":null,"bridge":{"text":"Let us stay with statistics.","by":null,"usage":null},"stage":0,"criterion_id":null,"reason":null}',X'4443301675447FE4');
INSERT INTO "event" VALUES('session-0',9,'{"at":"2026-01-02T03:05:25Z","type":"answer_submitted","turn":3,"answer_id":3,"follow_up_id":null,"text":"It draws samples again and again.","transcript":null,"timings":{"to_first_word":null,"total":null},"spoken":null,"understood":null}',X'C295C55B66CB330B');
INSERT INTO "event" VALUES('session-0',10,'{"at":"2026-01-02T03:05:35Z","type":"answer_graded","answer_id":3,"outcome":{"verdicts":[{"criterion_id":"point-2","level":"partial","credit":0.5,"spans":[{"start":21,"end":31,"quote":"n and agai"}],"explanation":"","certainty":"clear","stability":null}],"misconceptions":[{"misconception_id":"belief","spans":[{"start":17,"end":19,"quote":"ag"}],"explanation":"","certainty":"clear","stability":null}],"suspected":[],"grader":"dice","grader_version":"7","rubric_version":1,"model":null,"prompt_version":null,"confidence":1.0,"error":null,"usage":null,"extent":null},"provisional":false}',X'65CA735CD618A8BA');
INSERT INTO "event" VALUES('session-0',11,'{"at":"2026-01-02T03:05:45Z","type":"session_finished","reason":"completed"}',X'71F820467778A12B');
CREATE TABLE graded (
        session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        turn INTEGER NOT NULL,
        at INTEGER NOT NULL,
        format TEXT,
        question_id TEXT NOT NULL,
        area TEXT NOT NULL,
        level TEXT NOT NULL,
        kind TEXT NOT NULL,
        score REAL NOT NULL,
        whole INTEGER NOT NULL, earned REAL NOT NULL DEFAULT 0, unaided REAL NOT NULL DEFAULT 0, outcomes BLOB, checksum BLOB,
        PRIMARY KEY (session_id, turn)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "graded" VALUES('session-0',1,1767323065000000,NULL,'mean-vs-median','statistics','core','concept',0.0,1,2.22222222222222209886e-01,2.22222222222222209886e-01,X'E286BF435FC92BE0',X'914108CB3D07BAD8');
INSERT INTO "graded" VALUES('session-0',3,1767323125000000,NULL,'variance','statistics','core','concept',0.0,1,2.14285714285714273819e-01,2.14285714285714273819e-01,X'E22981C5C5D784EE',X'F9D741E2F82C9B07');
CREATE TABLE outcome (
        session_id TEXT NOT NULL,
        turn INTEGER NOT NULL,
        place INTEGER NOT NULL,
        criterion_id TEXT NOT NULL,
        essential INTEGER NOT NULL,
        points INTEGER NOT NULL,
        credit REAL NOT NULL,
        help TEXT NOT NULL,
        PRIMARY KEY (session_id, turn, place),
        FOREIGN KEY (session_id, turn) REFERENCES graded (session_id, turn) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
INSERT INTO "outcome" VALUES('session-0',1,0,'point-1',1,4,0.0,'never');
INSERT INTO "outcome" VALUES('session-0',1,1,'point-2',0,3,0.0,'never');
INSERT INTO "outcome" VALUES('session-0',1,2,'point-3',0,2,1.0,'unprompted');
INSERT INTO "outcome" VALUES('session-0',3,0,'point-1',1,4,0.0,'never');
INSERT INTO "outcome" VALUES('session-0',3,1,'point-2',0,3,0.5,'unprompted');
CREATE TABLE session (
        id TEXT PRIMARY KEY,
        started_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        mode TEXT NOT NULL,
        grader TEXT NOT NULL,
        areas TEXT NOT NULL,
        questions INTEGER NOT NULL,
        asked INTEGER NOT NULL,
        answered INTEGER NOT NULL,
        score REAL,
        finished TEXT
    , derived INTEGER NOT NULL DEFAULT 0, length INTEGER, head BLOB, checksum BLOB) STRICT;
INSERT INTO "session" VALUES('session-0','2026-01-02T03:04:05+00:00','2026-01-02T03:05:45+00:00','coach','offline','statistics',3,3,3,0.0,'completed',1,11,X'71F820467778A12B',X'2286C6A1ACBC99D6');
CREATE TABLE standing (
        question_id TEXT NOT NULL,
        criterion_id TEXT NOT NULL,
        area TEXT NOT NULL,
        level TEXT NOT NULL,
        essential INTEGER NOT NULL,
        points INTEGER NOT NULL,
        times INTEGER NOT NULL,
        at INTEGER NOT NULL,
        help TEXT NOT NULL,
        newest REAL NOT NULL,
        second REAL,
        third REAL, checksum BLOB,
        PRIMARY KEY (question_id, criterion_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "standing" VALUES('mean-vs-median','point-1','statistics','core',1,4,1,1767323065000000,'never',0.0,NULL,NULL,X'F7EBB7019BFC6C95');
INSERT INTO "standing" VALUES('mean-vs-median','point-2','statistics','core',0,3,1,1767323065000000,'never',0.0,NULL,NULL,X'ED9BD969EAA8819C');
INSERT INTO "standing" VALUES('mean-vs-median','point-3','statistics','core',0,2,1,1767323065000000,'unprompted',1.0,NULL,NULL,X'CEA9A1E191BBB9FE');
INSERT INTO "standing" VALUES('variance','point-1','statistics','core',1,4,1,1767323125000000,'never',0.0,NULL,NULL,X'871D976A92F9A4A4');
INSERT INTO "standing" VALUES('variance','point-2','statistics','core',0,3,1,1767323125000000,'unprompted',0.5,NULL,NULL,X'4754EE8591A2F63C');
CREATE TABLE tally (
        name TEXT PRIMARY KEY,
        rows INTEGER NOT NULL,
        total INTEGER NOT NULL,
        checksum BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "tally" VALUES('card',4,2341374271427,X'5D3F093BB6345E4D');
INSERT INTO "tally" VALUES('graded',2,1544695237270,X'41C4FE60C4CADCEE');
INSERT INTO "tally" VALUES('session',1,491043057399,X'051723DEE0488930');
INSERT INTO "tally" VALUES('standing',5,3060132893486,X'D24DF9E9E1936326');
CREATE INDEX session_by_start ON session (started_at DESC, id DESC);
CREATE INDEX session_underived ON session (started_at, id) WHERE derived = 0;
CREATE INDEX session_open ON session (started_at DESC, id DESC) WHERE finished IS NULL;
CREATE INDEX graded_by_question ON graded (question_id, at, session_id, turn);
CREATE INDEX card_by_due ON card (due, question_id);
CREATE INDEX graded_by_time ON graded (at);
COMMIT;
