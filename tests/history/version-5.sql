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
INSERT INTO "card" VALUES('recall','point-1',1767495865000000,1767409465000000,1.2931,5.11217070560105568688e+00,X'98AB3B9F575AED2F');
INSERT INTO "card" VALUES('recall','point-2',1767495865000000,1767409465000000,0.212,6.4133,X'D4BE32608D19BC1B');
INSERT INTO "card" VALUES('variance','point-1',1767409525000000,1767323125000000,1.2931,5.11217070560105568688e+00,X'55E953B068CBEBEE');
INSERT INTO "card" VALUES('variance','point-2',1767409525000000,1767323125000000,0.212,6.4133,X'1752C9D5886EFBBE');
CREATE TABLE event (
        session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        body TEXT NOT NULL, checksum BLOB,
        PRIMARY KEY (session_id, seq)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "event" VALUES('open-exam',1,'{"at":"2026-01-03T03:04:05Z","type":"session_started","session_id":"open-exam","config":{"areas":[],"levels":[],"kinds":[],"question_ids":["recall","momentum"],"questions":2,"minutes":null,"mode":"exam","seed":0,"grader":"offline","probes":0,"adaptive":false,"known":[],"seen":null,"wording":"built-in","format":null,"stages":[],"focus":[],"estimate":false,"earlier":[]},"app_version":"0.1.0"}',X'C633E6E566AD266A');
INSERT INTO "event" VALUES('open-exam',2,'{"at":"2026-01-03T03:04:15Z","type":"question_asked","turn":1,"item":{"question":{"id":"recall","area":"evaluation","level":"beginner","kind":"concept","prompt":"What would you tell me about recall?","spoken":null,"rephrased":null,"exhibit":null,"coding":null,"time_limit":120,"hints":["Begin with what recall is.","Think of an example."],"follow_ups":[{"id":"ask-point-1","prompt":"Say more about 1, please?","criterion":"point-1","when":"unmet","spoken":null},{"id":"ask-point-2","prompt":"Say more about 2, please?","criterion":"point-2","when":"unmet","spoken":null}],"clarifications":[],"sources":["A textbook on evaluation, chapter 1"]},"rubric":{"question_id":"recall","version":1,"criteria":[{"id":"point-1","statement":"Recall is the share of actual positives that the model finds.","points":4,"essential":true,"evidence":["Recall is the share of actual positives that the model finds."],"number":null,"tests":[]},{"id":"point-2","statement":"Missed positives, the false negatives, lower recall.","points":3,"essential":false,"evidence":["Missed positives, the false negatives, lower recall."],"number":null,"tests":[]}],"misconceptions":[{"id":"belief","statement":"Recall is the share of predicted positives that are right.","correction":"That is precision.","contradicts":null,"penalty":2,"cap":0.5,"evidence":["Recall is the share of predicted positives that are right."],"example":"Recall is the share of predicted positives that are right."}],"model_answer":"Recall is the share of actual positives that the model finds. Missed positives, the false negatives, lower recall.","depth":[]}},"retry_of":null,"bridge":null,"stage":null,"criterion_id":null,"reason":null,"returns_to":null}',X'33541DB26BAA8459');
INSERT INTO "event" VALUES('open-exam',3,'{"at":"2026-01-03T03:04:25Z","type":"answer_submitted","turn":1,"answer_id":1,"follow_up_id":null,"text":"Wrong.","meant":null,"transcript":null,"timings":{"to_first_word":null,"total":null},"spoken":null,"understood":null,"submission":null,"reply":null}',X'A73AA9D6F2BBF9EF');
INSERT INTO "event" VALUES('open-exam',4,'{"at":"2026-01-03T03:04:35Z","type":"answer_graded","answer_id":1,"outcome":{"verdicts":[{"criterion_id":"point-1","level":"partial","credit":0.5,"spans":[{"start":0,"end":6,"quote":"Wrong."}],"explanation":"","certainty":"borderline","stability":null,"settled":true,"tests":[]},{"criterion_id":"point-2","level":"missed","credit":0.0,"spans":[],"explanation":"","certainty":"clear","stability":null,"settled":true,"tests":[]}],"misconceptions":[],"suspected":[],"grader":"offline","grader_version":"7","rubric_version":1,"model":null,"prompt_version":null,"fitness":null,"unread":[],"confidence":1.0,"error":null,"usage":null,"extent":null},"provisional":false}',X'ECCE66506F5500C2');
INSERT INTO "event" VALUES('open-exam',5,'{"at":"2026-01-03T03:04:45Z","type":"question_asked","turn":2,"item":{"question":{"id":"momentum","area":"optimisation","level":"beginner","kind":"concept","prompt":"What would you tell me about momentum?","spoken":null,"rephrased":null,"exhibit":null,"coding":null,"time_limit":120,"hints":["Begin with what momentum is.","Think of an example."],"follow_ups":[{"id":"ask-point-1","prompt":"Say more about 1, please?","criterion":"point-1","when":"unmet","spoken":null},{"id":"ask-point-2","prompt":"Say more about 2, please?","criterion":"point-2","when":"unmet","spoken":null}],"clarifications":[],"sources":["A textbook on optimisation, chapter 1"]},"rubric":{"question_id":"momentum","version":1,"criteria":[{"id":"point-1","statement":"Momentum adds a decaying average of past gradients to the update.","points":4,"essential":true,"evidence":["Momentum adds a decaying average of past gradients to the update."],"number":null,"tests":[]},{"id":"point-2","statement":"It damps oscillation across narrow valleys and speeds up along them.","points":3,"essential":false,"evidence":["It damps oscillation across narrow valleys and speeds up along them."],"number":null,"tests":[]}],"misconceptions":[{"id":"belief","statement":"Momentum changes the loss function.","correction":"It changes the steps only; the loss stays the same.","contradicts":null,"penalty":2,"cap":0.5,"evidence":["Momentum changes the loss function."],"example":"Momentum changes the loss function."}],"model_answer":"Momentum adds a decaying average of past gradients to the update. It damps oscillation across narrow valleys and speeds up along them.","depth":[]}},"retry_of":null,"bridge":{"text":"Thanks. On to optimisation.","by":null,"usage":null},"stage":null,"criterion_id":null,"reason":null,"returns_to":null}',X'6E8F384E98530B54');
INSERT INTO "event" VALUES('practice',1,'{"at":"2026-01-02T03:04:05Z","type":"session_started","session_id":"practice","config":{"areas":[],"levels":[],"kinds":[],"question_ids":["mean-vs-median","variance"],"questions":2,"minutes":null,"mode":"coach","seed":0,"grader":"offline","probes":0,"adaptive":false,"known":[],"seen":null,"wording":"built-in","format":null,"stages":[],"focus":[],"estimate":false,"earlier":[]},"app_version":"0.1.0"}',X'A1EFC450EC39BF06');
INSERT INTO "event" VALUES('practice',2,'{"at":"2026-01-02T03:04:15Z","type":"question_asked","turn":1,"item":{"question":{"id":"mean-vs-median","area":"statistics","level":"beginner","kind":"concept","prompt":"What would you tell me about mean vs median?","spoken":null,"rephrased":null,"exhibit":null,"coding":null,"time_limit":120,"hints":["Begin with what mean is.","Think of an example."],"follow_ups":[{"id":"ask-point-1","prompt":"Say more about 1, please?","criterion":"point-1","when":"unmet","spoken":null},{"id":"ask-point-2","prompt":"Say more about 2, please?","criterion":"point-2","when":"unmet","spoken":null},{"id":"ask-point-3","prompt":"Say more about 3, please?","criterion":"point-3","when":"unmet","spoken":null}],"clarifications":[],"sources":["A textbook on statistics, chapter 1"]},"rubric":{"question_id":"mean-vs-median","version":1,"criteria":[{"id":"point-1","statement":"The mean adds all values and divides the sum by how many there are.","points":4,"essential":true,"evidence":["The mean adds all values and divides the sum by how many there are."],"number":null,"tests":[]},{"id":"point-2","statement":"The median is the middle value of the sorted data.","points":3,"essential":false,"evidence":["The median is the middle value of the sorted data."],"number":null,"tests":[]},{"id":"point-3","statement":"Outliers pull the mean far away but hardly move the median.","points":2,"essential":false,"evidence":["Outliers pull the mean far away but hardly move the median."],"number":null,"tests":[]}],"misconceptions":[{"id":"belief","statement":"The median is always larger than the mean.","correction":"Which of the two is larger depends on the skew of the data.","contradicts":null,"penalty":2,"cap":0.5,"evidence":["The median is always larger than the mean."],"example":"The median is always larger than the mean."}],"model_answer":"The mean adds all values and divides the sum by how many there are. The median is the middle value of the sorted data. Outliers pull the mean far away but hardly move the median.","depth":[]}},"retry_of":null,"bridge":null,"stage":null,"criterion_id":null,"reason":null,"returns_to":null}',X'D99B9BC5C077A555');
INSERT INTO "event" VALUES('practice',3,'{"at":"2026-01-02T03:04:25Z","type":"answer_submitted","turn":1,"answer_id":1,"follow_up_id":null,"text":"Half of it.","meant":null,"transcript":null,"timings":{"to_first_word":null,"total":null},"spoken":null,"understood":null,"submission":null,"reply":null}',X'7C7066FF47119AE3');
INSERT INTO "event" VALUES('practice',4,'{"at":"2026-01-02T03:04:35Z","type":"answer_graded","answer_id":1,"outcome":{"verdicts":[{"criterion_id":"point-1","level":"missed","credit":0.0,"spans":[],"explanation":"","certainty":"clear","stability":null,"settled":true,"tests":[]},{"criterion_id":"point-2","level":"met","credit":1.0,"spans":[{"start":0,"end":11,"quote":"Half of it."}],"explanation":"","certainty":"clear","stability":null,"settled":true,"tests":[]},{"criterion_id":"point-3","level":"missed","credit":0.0,"spans":[],"explanation":"","certainty":"clear","stability":null,"settled":true,"tests":[]}],"misconceptions":[{"misconception_id":"belief","spans":[{"start":0,"end":11,"quote":"Half of it."}],"explanation":"","certainty":"clear","stability":null}],"suspected":[],"grader":"offline","grader_version":"7","rubric_version":1,"model":null,"prompt_version":null,"fitness":null,"unread":[],"confidence":1.0,"error":null,"usage":null,"extent":null},"provisional":false}',X'456CDFE7873A4DFC');
INSERT INTO "event" VALUES('practice',5,'{"at":"2026-01-02T03:04:45Z","type":"question_asked","turn":2,"item":{"question":{"id":"mean-vs-median","area":"statistics","level":"beginner","kind":"concept","prompt":"What would you tell me about mean vs median?","spoken":null,"rephrased":null,"exhibit":null,"coding":null,"time_limit":120,"hints":["Begin with what mean is.","Think of an example."],"follow_ups":[{"id":"ask-point-1","prompt":"Say more about 1, please?","criterion":"point-1","when":"unmet","spoken":null},{"id":"ask-point-2","prompt":"Say more about 2, please?","criterion":"point-2","when":"unmet","spoken":null},{"id":"ask-point-3","prompt":"Say more about 3, please?","criterion":"point-3","when":"unmet","spoken":null}],"clarifications":[],"sources":["A textbook on statistics, chapter 1"]},"rubric":{"question_id":"mean-vs-median","version":1,"criteria":[{"id":"point-1","statement":"The mean adds all values and divides the sum by how many there are.","points":4,"essential":true,"evidence":["The mean adds all values and divides the sum by how many there are."],"number":null,"tests":[]},{"id":"point-2","statement":"The median is the middle value of the sorted data.","points":3,"essential":false,"evidence":["The median is the middle value of the sorted data."],"number":null,"tests":[]},{"id":"point-3","statement":"Outliers pull the mean far away but hardly move the median.","points":2,"essential":false,"evidence":["Outliers pull the mean far away but hardly move the median."],"number":null,"tests":[]}],"misconceptions":[{"id":"belief","statement":"The median is always larger than the mean.","correction":"Which of the two is larger depends on the skew of the data.","contradicts":null,"penalty":2,"cap":0.5,"evidence":["The median is always larger than the mean."],"example":"The median is always larger than the mean."}],"model_answer":"The mean adds all values and divides the sum by how many there are. The median is the middle value of the sorted data. Outliers pull the mean far away but hardly move the median.","depth":[]}},"retry_of":1,"bridge":{"text":"Let us take that one once more.","by":null,"usage":null},"stage":null,"criterion_id":null,"reason":null,"returns_to":null}',X'6A6DEC1C9C7E7493');
INSERT INTO "event" VALUES('practice',6,'{"at":"2026-01-02T03:04:55Z","type":"answer_submitted","turn":2,"answer_id":2,"follow_up_id":null,"text":"All of it.","meant":null,"transcript":null,"timings":{"to_first_word":null,"total":null},"spoken":null,"understood":null,"submission":null,"reply":null}',X'A495EA560561F7FD');
INSERT INTO "event" VALUES('practice',7,'{"at":"2026-01-02T03:05:05Z","type":"answer_graded","answer_id":2,"outcome":{"verdicts":[{"criterion_id":"point-1","level":"met","credit":1.0,"spans":[{"start":0,"end":10,"quote":"All of it."}],"explanation":"","certainty":"clear","stability":null,"settled":true,"tests":[]},{"criterion_id":"point-2","level":"met","credit":1.0,"spans":[{"start":0,"end":10,"quote":"All of it."}],"explanation":"","certainty":"clear","stability":null,"settled":true,"tests":[]},{"criterion_id":"point-3","level":"met","credit":1.0,"spans":[{"start":0,"end":10,"quote":"All of it."}],"explanation":"","certainty":"clear","stability":null,"settled":true,"tests":[]}],"misconceptions":[],"suspected":[],"grader":"offline","grader_version":"7","rubric_version":1,"model":null,"prompt_version":null,"fitness":null,"unread":[],"confidence":1.0,"error":null,"usage":null,"extent":null},"provisional":false}',X'9CC5270F0EA9B5ED');
INSERT INTO "event" VALUES('practice',8,'{"at":"2026-01-02T03:05:15Z","type":"question_asked","turn":3,"item":{"question":{"id":"variance","area":"statistics","level":"beginner","kind":"concept","prompt":"What would you tell me about variance?","spoken":null,"rephrased":null,"exhibit":null,"coding":null,"time_limit":120,"hints":["Begin with what variance is.","Think of an example."],"follow_ups":[{"id":"ask-point-1","prompt":"Say more about 1, please?","criterion":"point-1","when":"unmet","spoken":null},{"id":"ask-point-2","prompt":"Say more about 2, please?","criterion":"point-2","when":"unmet","spoken":null}],"clarifications":[],"sources":["A textbook on statistics, chapter 1"]},"rubric":{"question_id":"variance","version":1,"criteria":[{"id":"point-1","statement":"Variance is the average squared distance from the mean.","points":4,"essential":true,"evidence":["Variance is the average squared distance from the mean."],"number":null,"tests":[]},{"id":"point-2","statement":"Its square root is the standard deviation, in the units of the data.","points":3,"essential":false,"evidence":["Its square root is the standard deviation, in the units of the data."],"number":null,"tests":[]}],"misconceptions":[{"id":"belief","statement":"Variance can be negative.","correction":"A mean of squares is never below zero.","contradicts":null,"penalty":2,"cap":0.5,"evidence":["Variance can be negative."],"example":"Variance can be negative."}],"model_answer":"Variance is the average squared distance from the mean. Its square root is the standard deviation, in the units of the data.","depth":[]}},"retry_of":null,"bridge":{"text":"Let us stay with statistics.","by":null,"usage":null},"stage":null,"criterion_id":null,"reason":null,"returns_to":null}',X'03ADB08244EE87DE');
INSERT INTO "event" VALUES('practice',9,'{"at":"2026-01-02T03:05:25Z","type":"answer_submitted","turn":3,"answer_id":3,"follow_up_id":null,"text":"Wrong.","meant":null,"transcript":null,"timings":{"to_first_word":null,"total":null},"spoken":null,"understood":null,"submission":null,"reply":null}',X'2C3060CA8FE6054E');
INSERT INTO "event" VALUES('practice',10,'{"at":"2026-01-02T03:05:35Z","type":"answer_graded","answer_id":3,"outcome":{"verdicts":[{"criterion_id":"point-1","level":"partial","credit":0.5,"spans":[{"start":0,"end":6,"quote":"Wrong."}],"explanation":"","certainty":"borderline","stability":null,"settled":true,"tests":[]},{"criterion_id":"point-2","level":"missed","credit":0.0,"spans":[],"explanation":"","certainty":"clear","stability":null,"settled":true,"tests":[]}],"misconceptions":[],"suspected":[],"grader":"offline","grader_version":"7","rubric_version":1,"model":null,"prompt_version":null,"fitness":null,"unread":[],"confidence":1.0,"error":null,"usage":null,"extent":null},"provisional":false}',X'9CB3C47D3B380D71');
INSERT INTO "event" VALUES('practice',11,'{"at":"2026-01-02T03:05:45Z","type":"session_finished","reason":"completed"}',X'32E791BD3AAA74FE');
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
INSERT INTO "graded" VALUES('open-exam',1,1767409465000000,NULL,'recall','evaluation','beginner','concept',0.2857,1,2.85714285714285698425e-01,2.85714285714285698425e-01,X'0DFB7F3B9ADFE67C',X'6CE9565A22D8DC5E');
INSERT INTO "graded" VALUES('practice',1,1767323065000000,NULL,'mean-vs-median','statistics','beginner','concept',0.1111,1,3.33333333333333314829e-01,3.33333333333333314829e-01,X'278620AFAA61E4F8',X'CF1D7B451DFAD08D');
INSERT INTO "graded" VALUES('practice',2,1767323095000000,NULL,'mean-vs-median','statistics','beginner','concept',1.0,1,1.0,1.0,X'1F1DFB63E2A985EE',X'6B8E7CD9186A3110');
INSERT INTO "graded" VALUES('practice',3,1767323125000000,NULL,'variance','statistics','beginner','concept',0.2857,1,2.85714285714285698425e-01,2.85714285714285698425e-01,X'B5134B939A06B080',X'F38ECFF2E0A94BD8');
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
INSERT INTO "outcome" VALUES('open-exam',1,0,'point-1',1,4,0.5,'unprompted');
INSERT INTO "outcome" VALUES('open-exam',1,1,'point-2',0,3,0.0,'never');
INSERT INTO "outcome" VALUES('practice',1,0,'point-1',1,4,0.0,'never');
INSERT INTO "outcome" VALUES('practice',1,1,'point-2',0,3,1.0,'unprompted');
INSERT INTO "outcome" VALUES('practice',1,2,'point-3',0,2,0.0,'never');
INSERT INTO "outcome" VALUES('practice',2,0,'point-1',1,4,1.0,'unprompted');
INSERT INTO "outcome" VALUES('practice',2,1,'point-2',0,3,1.0,'unprompted');
INSERT INTO "outcome" VALUES('practice',2,2,'point-3',0,2,1.0,'unprompted');
INSERT INTO "outcome" VALUES('practice',3,0,'point-1',1,4,0.5,'unprompted');
INSERT INTO "outcome" VALUES('practice',3,1,'point-2',0,3,0.0,'never');
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
INSERT INTO "session" VALUES('practice','2026-01-02T03:04:05+00:00','2026-01-02T03:05:45+00:00','coach','offline','statistics',2,2,2,0.1984,'completed',1,11,X'32E791BD3AAA74FE',X'9A77E75622B36C8F');
INSERT INTO "session" VALUES('open-exam','2026-01-03T03:04:05+00:00','2026-01-03T03:04:45+00:00','exam','offline','evaluation optimisation',2,2,1,0.2857,NULL,1,5,X'6E8F384E98530B54',X'D6E5D4ED89329934');
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
INSERT INTO "standing" VALUES('mean-vs-median','point-1','statistics','beginner',1,4,2,1767323095000000,'unprompted',1.0,0.0,NULL,X'6DA01F039CBC5495');
INSERT INTO "standing" VALUES('mean-vs-median','point-2','statistics','beginner',0,3,2,1767323095000000,'unprompted',1.0,1.0,NULL,X'ED8B958B1FAD1A8F');
INSERT INTO "standing" VALUES('mean-vs-median','point-3','statistics','beginner',0,2,2,1767323095000000,'unprompted',1.0,0.0,NULL,X'CB357E3D3842C181');
INSERT INTO "standing" VALUES('recall','point-1','evaluation','beginner',1,4,1,1767409465000000,'unprompted',0.5,NULL,NULL,X'17FA2437E1AE981F');
INSERT INTO "standing" VALUES('recall','point-2','evaluation','beginner',0,3,1,1767409465000000,'never',0.0,NULL,NULL,X'9EE6016715C319A0');
INSERT INTO "standing" VALUES('variance','point-1','statistics','beginner',1,4,1,1767323125000000,'unprompted',0.5,NULL,NULL,X'83554157524A23C2');
INSERT INTO "standing" VALUES('variance','point-2','statistics','beginner',0,3,1,1767323125000000,'never',0.0,NULL,NULL,X'A473490DB804253E');
CREATE TABLE tally (
        name TEXT PRIMARY KEY,
        rows INTEGER NOT NULL,
        total INTEGER NOT NULL,
        checksum BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "tally" VALUES('card',4,2093104338073,X'D94091274A62E0EC');
INSERT INTO "tally" VALUES('graded',4,1399062016904,X'8469E5B82656EA60');
INSERT INTO "tally" VALUES('session',2,2018650270041,X'12247BDDDE62F51B');
INSERT INTO "tally" VALUES('standing',7,3770055743166,X'EBA4BC2958CFE3C8');
CREATE INDEX session_by_start ON session (started_at DESC, id DESC);
CREATE INDEX session_underived ON session (started_at, id) WHERE derived = 0;
CREATE INDEX session_open ON session (started_at DESC, id DESC) WHERE finished IS NULL;
CREATE INDEX graded_by_question ON graded (question_id, at, session_id, turn);
CREATE INDEX card_by_due ON card (due, question_id);
CREATE INDEX graded_by_time ON graded (at);
COMMIT;
