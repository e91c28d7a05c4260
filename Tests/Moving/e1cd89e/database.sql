BEGIN TRANSACTION;
CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id TEXT NOT NULL,
    entity_type TEXT NOT NULL CHECK (entity_type IN ('task', 'project', 'worker', 'key')),
    entity_id TEXT NOT NULL,
    task_id INTEGER,
    project_id INTEGER,
    project_slug TEXT,
    worker_id TEXT,
    actor_id TEXT NOT NULL,
    actor_type TEXT NOT NULL CHECK (actor_type IN ('human', 'agent', 'system')),
    action TEXT NOT NULL,
    via TEXT NOT NULL CHECK (via IN ('rest', 'mcp', 'cli', 'web')),
    request_id TEXT NOT NULL,
    timestamp INTEGER NOT NULL,
    context TEXT NOT NULL
) STRICT;
INSERT INTO "audit_log" VALUES(1,'default','worker','@root',NULL,NULL,NULL,'@root','system','system','created','cli','b344fc6a-3526-4c06-bc2a-ec4b4c310b50',1795655155590,'{"handle":"@root","name":"@root","type":"human"}');
INSERT INTO "audit_log" VALUES(2,'default','key','1',NULL,NULL,NULL,'@root','system','system','key_created','cli','b344fc6a-3526-4c06-bc2a-ec4b4c310b50',1795655155590,'{"worker_id":"@root","name":"local owner","scopes":["tasks:read","tasks:write","projects:write","workers:write","audit:read"],"expires_at":null}');
INSERT INTO "audit_log" VALUES(3,'default','worker','@ada',NULL,NULL,NULL,'@ada','system','system','created','cli','dda4366e-8dc5-44a6-9544-87227c0e4b8a',1795655155758,'{"handle":"@ada","name":"@ada","type":"human"}');
INSERT INTO "audit_log" VALUES(4,'default','key','2',NULL,NULL,NULL,'@ada','system','system','key_created','cli','dda4366e-8dc5-44a6-9544-87227c0e4b8a',1795655155758,'{"worker_id":"@ada","name":"token create","scopes":["tasks:read","tasks:write","projects:write","workers:write","audit:read"],"expires_at":null}');
INSERT INTO "audit_log" VALUES(5,'default','worker','@grace',NULL,NULL,NULL,'@grace','system','system','created','cli','b323e36c-64f4-4be5-9b79-5ea1135be876',1795655155806,'{"handle":"@grace","name":"@grace","type":"human"}');
INSERT INTO "audit_log" VALUES(6,'default','key','3',NULL,NULL,NULL,'@grace','system','system','key_created','cli','b323e36c-64f4-4be5-9b79-5ea1135be876',1795655155806,'{"worker_id":"@grace","name":"token create","scopes":["tasks:read","tasks:write","projects:write","workers:write","audit:read"],"expires_at":null}');
INSERT INTO "audit_log" VALUES(7,'default','worker','@bot',NULL,NULL,NULL,'@bot','system','system','created','cli','57cc4aec-28bd-45ef-8675-c368beb602ba',1795655155878,'{"handle":"@bot","name":"@bot","type":"agent"}');
INSERT INTO "audit_log" VALUES(8,'default','key','4',NULL,NULL,NULL,'@bot','system','system','key_created','cli','57cc4aec-28bd-45ef-8675-c368beb602ba',1795655155878,'{"worker_id":"@bot","name":"token create","scopes":["tasks:read","tasks:write","projects:write","workers:write","audit:read"],"expires_at":"2026-12-26T01:05:55.878Z"}');
INSERT INTO "audit_log" VALUES(9,'beta','worker','@zoe',NULL,NULL,NULL,'@zoe','system','system','created','cli','82d39a4d-debb-4206-9655-3237ad9fb94f',1795655155930,'{"handle":"@zoe","name":"@zoe","type":"human"}');
INSERT INTO "audit_log" VALUES(10,'beta','key','5',NULL,NULL,NULL,'@zoe','system','system','key_created','cli','82d39a4d-debb-4206-9655-3237ad9fb94f',1795655155930,'{"worker_id":"@zoe","name":"token create","scopes":["tasks:read","tasks:write","projects:write","workers:write","audit:read"],"expires_at":null}');
INSERT INTO "audit_log" VALUES(11,'beta','worker','@max',NULL,NULL,NULL,'@max','system','system','created','cli','b93c072f-f8e9-45dd-8394-71113f858d4c',1795655155975,'{"handle":"@max","name":"@max","type":"agent"}');
INSERT INTO "audit_log" VALUES(12,'beta','key','6',NULL,NULL,NULL,'@max','system','system','key_created','cli','b93c072f-f8e9-45dd-8394-71113f858d4c',1795655155975,'{"worker_id":"@max","name":"token create","scopes":["tasks:read","tasks:write","projects:write","workers:write","audit:read"],"expires_at":null}');
INSERT INTO "audit_log" VALUES(13,'default','worker','@claude',NULL,NULL,NULL,'@claude','@ada','human','created','rest','aqka3jef8js73',1795655156030,'{"handle":"@claude","name":"Claude","type":"agent"}');
INSERT INTO "audit_log" VALUES(14,'default','key','7',NULL,NULL,NULL,'@claude','@ada','human','key_created','rest','b4k0ro9p8e8n4',1795655156047,'{"worker_id":"@claude","name":"laptop","scopes":["tasks:read","tasks:write","audit:read"],"expires_at":null}');
INSERT INTO "audit_log" VALUES(15,'default','key','8',NULL,NULL,NULL,'@claude','@ada','human','key_created','rest','fe7adb96dkukm',1795655156057,'{"worker_id":"@claude","name":"old","scopes":["tasks:read"],"expires_at":"2026-12-26T01:05:56.057Z"}');
INSERT INTO "audit_log" VALUES(16,'default','key','8',NULL,NULL,NULL,'@claude','@ada','human','key_revoked','rest','4qmbftmh00t4a',1795655156207,'{"worker_id":"@claude","name":"old"}');
INSERT INTO "audit_log" VALUES(17,'default','worker','@gone',NULL,NULL,NULL,'@gone','@ada','human','created','rest','8665f5uuu942e',1795655156221,'{"handle":"@gone","name":"@gone","type":"agent"}');
INSERT INTO "audit_log" VALUES(18,'default','worker','@gone',NULL,NULL,NULL,'@gone','@ada','human','deleted','rest','am97edi3e8k7g',1795655156233,'{}');
INSERT INTO "audit_log" VALUES(19,'default','project','apollo',NULL,1,'apollo',NULL,'@ada','human','created','rest','613k11qtprldg',1795655156251,'{"name":"Apollo"}');
INSERT INTO "audit_log" VALUES(20,'default','project','zeus',NULL,2,'zeus',NULL,'@grace','human','created','rest','fsnqmj2n9haot',1795655156263,'{"name":"Zeus"}');
INSERT INTO "audit_log" VALUES(21,'default','project','gone',NULL,3,'gone',NULL,'@grace','human','created','rest','97uu2ofoi5ajm',1795655156271,'{"name":"Gone"}');
INSERT INTO "audit_log" VALUES(22,'default','project','gone',NULL,3,'gone',NULL,'@grace','human','deleted','rest','49jtl5pmo1cnn',1795655156292,'{"name":"Gone"}');
INSERT INTO "audit_log" VALUES(23,'default','project','apollo',NULL,1,'apollo',NULL,'@ada','human','member_added','rest','1ss40b53ch8fa',1795655156301,'{"worker_id":"@claude","role":"member"}');
INSERT INTO "audit_log" VALUES(24,'default','project','apollo',NULL,1,'apollo',NULL,'@ada','human','member_added','rest','9d6929v92jecf',1795655156309,'{"worker_id":"@bot","role":"member"}');
INSERT INTO "audit_log" VALUES(25,'default','project','apollo',NULL,1,'apollo',NULL,'@ada','human','member_added','rest','ekqbd044u153',1795655156323,'{"worker_id":"@grace","role":"viewer"}');
INSERT INTO "audit_log" VALUES(26,'default','task','1',1,1,'apollo',NULL,'@ada','human','created','rest','c7pm0c06do6gb',1795655156331,'{"title":"Pending","priority":"high"}');
INSERT INTO "audit_log" VALUES(27,'default','task','2',2,1,'apollo',NULL,'@ada','human','created','rest','asmc5l6lgi3ql',1795655156472,'{"title":"Pending, assigned","priority":"medium","assigned_to":"@claude"}');
INSERT INTO "audit_log" VALUES(28,'default','task','3',3,1,'apollo',NULL,'@ada','human','created','rest','7ckh5uhdgvrs4',1795655156585,'{"title":"In progress","priority":"medium"}');
INSERT INTO "audit_log" VALUES(29,'default','task','3',3,1,'apollo',NULL,'@claude','agent','started','rest','54dcg19p5ct9q',1795655156662,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(30,'default','task','3',3,1,'apollo',NULL,'@claude','agent','progressed','rest','ac0sj12nejju9',1795655156672,'{"percent":40,"note":"half way"}');
INSERT INTO "audit_log" VALUES(31,'default','task','4',4,1,'apollo',NULL,'@ada','human','created','rest','if0fg7cc162t',1795655156687,'{"title":"In review","priority":"medium"}');
INSERT INTO "audit_log" VALUES(32,'default','task','4',4,1,'apollo',NULL,'@claude','agent','started','rest','ba91ar8viftgl',1795655156812,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(33,'default','task','4',4,1,'apollo',NULL,'@claude','agent','submitted','rest','42ll81mhr41oj',1795655156823,'{"status":{"before":"in_progress","after":"review"}}');
INSERT INTO "audit_log" VALUES(34,'default','task','5',5,1,'apollo',NULL,'@ada','human','created','rest','4f03vqtqubnnh',1795655156835,'{"title":"In review, nobody’s","priority":"medium"}');
INSERT INTO "audit_log" VALUES(35,'default','task','5',5,1,'apollo',NULL,'@claude','agent','started','rest','42ok5dib93vh2',1795655156959,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(36,'default','task','5',5,1,'apollo',NULL,'@claude','agent','submitted','rest','1gm86pq81ffbt',1795655156973,'{"status":{"before":"in_progress","after":"review"}}');
INSERT INTO "audit_log" VALUES(37,'default','task','5',5,1,'apollo',NULL,'@ada','human','assigned','rest','3e41gorvdkr17',1795655156984,'{"assigned_to":{"before":"@claude","after":null}}');
INSERT INTO "audit_log" VALUES(38,'default','task','6',6,1,'apollo',NULL,'@ada','human','created','rest','1huli5h9cmt46',1795655156999,'{"title":"In review, given away","priority":"medium"}');
INSERT INTO "audit_log" VALUES(39,'default','task','6',6,1,'apollo',NULL,'@claude','agent','started','rest','87cmd5id4ep4p',1795655157148,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(40,'default','task','6',6,1,'apollo',NULL,'@claude','agent','submitted','rest','6lnf7g5gis91e',1795655157157,'{"status":{"before":"in_progress","after":"review"}}');
INSERT INTO "audit_log" VALUES(41,'default','task','6',6,1,'apollo',NULL,'@claude','agent','assigned','rest','6cpa9nro2qmfe',1795655157167,'{"assigned_to":{"before":"@claude","after":"@bot"}}');
INSERT INTO "audit_log" VALUES(42,'default','task','7',7,1,'apollo',NULL,'@ada','human','created','rest','3n8in1cn6tq9v',1795655157179,'{"title":"Approved","priority":"medium"}');
INSERT INTO "audit_log" VALUES(43,'default','task','7',7,1,'apollo',NULL,'@claude','agent','started','rest','dgu9rh9t59rgt',1795655157332,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(44,'default','task','7',7,1,'apollo',NULL,'@claude','agent','submitted','rest','4eetkk95ia1rq',1795655157340,'{"status":{"before":"in_progress","after":"review"}}');
INSERT INTO "audit_log" VALUES(45,'default','task','7',7,1,'apollo',NULL,'@ada','human','approved','rest','87eog93o1eur1',1795655157351,'{"status":{"before":"review","after":"completed"}}');
INSERT INTO "audit_log" VALUES(46,'default','task','8',8,NULL,NULL,NULL,'@claude','agent','created','rest','d2ocmuhsh069n',1795655157364,'{"title":"Completed","priority":"medium"}');
INSERT INTO "audit_log" VALUES(47,'default','task','8',8,NULL,NULL,NULL,'@claude','agent','started','rest','9oppl7v8el8d9',1795655157498,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(48,'default','task','8',8,NULL,NULL,NULL,'@claude','agent','completed','rest','6erbpujpo07hm',1795655157509,'{"status":{"before":"in_progress","after":"completed"}}');
INSERT INTO "audit_log" VALUES(49,'default','task','9',9,NULL,NULL,NULL,'@claude','agent','created','rest','aico213nqv3gf',1795655157518,'{"title":"Reopened","priority":"medium"}');
INSERT INTO "audit_log" VALUES(50,'default','task','9',9,NULL,NULL,NULL,'@claude','agent','started','rest','eunuomreii5m4',1795655157664,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(51,'default','task','9',9,NULL,NULL,NULL,'@claude','agent','completed','rest','14slc5fb8pmip',1795655157677,'{"status":{"before":"in_progress","after":"completed"}}');
INSERT INTO "audit_log" VALUES(52,'default','task','9',9,NULL,NULL,NULL,'@ada','human','reopened','rest','3rta5la54n2pr',1795655157689,'{"status":{"before":"completed","after":"pending"}}');
INSERT INTO "audit_log" VALUES(53,'default','task','10',10,1,'apollo',NULL,'@ada','human','created','rest','eqnba0ik437nh',1795655157699,'{"title":"Blocked","priority":"medium"}');
INSERT INTO "audit_log" VALUES(54,'default','task','10',10,1,'apollo',NULL,'@claude','agent','started','rest','amipo3u4vkh6c',1795655157847,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(55,'default','task','10',10,1,'apollo',NULL,'@claude','agent','blocked','rest','94q6ob2d1r28a',1795655157859,'{"reason":"no fuel","status":{"before":"in_progress","after":"blocked"}}');
INSERT INTO "audit_log" VALUES(56,'default','task','11',11,NULL,NULL,NULL,'@ada','human','created','rest','2kogcm527p7h',1795655157874,'{"title":"Blocked, nobody’s","priority":"medium"}');
INSERT INTO "audit_log" VALUES(57,'default','task','11',11,NULL,NULL,NULL,'@ada','human','blocked','rest','4rivejunopb7o',1795655158032,'{"reason":"no idea","status":{"before":"pending","after":"blocked"}}');
INSERT INTO "audit_log" VALUES(58,'default','task','12',12,1,'apollo',NULL,'@ada','human','created','rest','a7k5b5elogv64',1795655158046,'{"title":"Rejected","priority":"medium"}');
INSERT INTO "audit_log" VALUES(59,'default','task','12',12,1,'apollo',NULL,'@claude','agent','started','rest','95bo1a1j1gnf7',1795655158196,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(60,'default','task','12',12,1,'apollo',NULL,'@claude','agent','submitted','rest','evjspq4v3qqep',1795655158211,'{"status":{"before":"in_progress","after":"review"}}');
INSERT INTO "audit_log" VALUES(61,'default','task','12',12,1,'apollo',NULL,'@ada','human','rejected','rest','5vthpm1gu3t9s',1795655158227,'{"reason":"no tests","status":{"before":"review","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(62,'default','task','13',13,1,'apollo',NULL,'@ada','human','created','rest','2tvcn83flbf39',1795655158244,'{"title":"Child","priority":"medium"}');
INSERT INTO "audit_log" VALUES(63,'default','task','14',14,1,'apollo',NULL,'@ada','human','created','rest','3ojdre66ngs24',1795655158409,'{"title":"\"Parent\" \\ é é 🚀","priority":"medium"}');
INSERT INTO "audit_log" VALUES(64,'default','task','13',13,1,'apollo',NULL,'@ada','human','updated','rest','2fdsc7lkadl5d',1795655158556,'{"parent_id":{"before":null,"after":14}}');
INSERT INTO "audit_log" VALUES(65,'default','task','15',15,1,'apollo',NULL,'@claude','agent','created','rest','43mb6p7bmahnb',1795655158576,'{"title":"Grandchild","priority":"medium","parent_id":13}');
INSERT INTO "audit_log" VALUES(66,'default','task','16',16,1,'apollo',NULL,'@ada','human','created','rest','3rc5c6pkqan8c',1795655158729,'{"title":"Handed on","priority":"medium"}');
INSERT INTO "audit_log" VALUES(67,'default','task','16',16,1,'apollo',NULL,'@claude','agent','started','rest','5c2hf203v8i6g',1795655158876,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(68,'default','task','16',16,1,'apollo',NULL,'@claude','agent','released','rest','6cqlsh6f8l9rr',1795655158891,'{"status":{"before":"in_progress","after":"pending"},"assigned_to":{"before":"@claude","after":null}}');
INSERT INTO "audit_log" VALUES(69,'default','task','16',16,1,'apollo',NULL,'@bot','agent','started','rest','a8cqbkg4usgc5',1795655158908,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(70,'default','task','17',17,NULL,NULL,NULL,'@bot','agent','created','rest','3bm2ce56ssp3g',1795655158927,'{"title":"The bot’s own","priority":"medium"}');
INSERT INTO "audit_log" VALUES(71,'default','task','18',18,NULL,NULL,NULL,'@ada','human','created','rest','82gjo44e65not',1795655159090,'{"title":"Gone","priority":"medium"}');
INSERT INTO "audit_log" VALUES(72,'default','task','18',18,NULL,NULL,NULL,'@ada','human','deleted','rest','5jkf05qqtiq2r',1795655159223,'{"title":"Gone"}');
INSERT INTO "audit_log" VALUES(73,'beta','project','apollo',NULL,4,'apollo',NULL,'@zoe','human','created','rest','el60k1i02de1f',1795655159233,'{"name":"Apollo of another house"}');
INSERT INTO "audit_log" VALUES(74,'beta','task','19',19,4,'apollo',NULL,'@zoe','human','created','rest','3o6k9uronrjfr',1795655159250,'{"title":"Another house","priority":"medium"}');
INSERT INTO "audit_log" VALUES(75,'beta','project','apollo',NULL,4,'apollo',NULL,'@zoe','human','member_added','rest','1h2l3hqfh6pto',1795655159411,'{"worker_id":"@max","role":"member"}');
INSERT INTO "audit_log" VALUES(76,'beta','task','19',19,4,'apollo',NULL,'@max','agent','started','rest','6chn8u5dh8tu3',1795655159425,'{"status":{"before":"pending","after":"in_progress"}}');
INSERT INTO "audit_log" VALUES(77,'beta','task','20',20,NULL,NULL,NULL,'@max','agent','created','rest','7hcdrotdbuvkt',1795655159443,'{"title":"Loose","priority":"medium"}');
CREATE TABLE keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 43),
    scopes TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER,
    revoked_at INTEGER,
    FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
) STRICT;
INSERT INTO "keys" VALUES(1,'default','@root','local owner','dzwtd8123DbS8CZFxj9W9wawZti7WtxE32S2b6EDNNg','tasks:read tasks:write projects:write workers:write audit:read','system',1795655155590,NULL,NULL,NULL);
INSERT INTO "keys" VALUES(2,'default','@ada','token create','_gjOPOgeAsmSQ5qdIBkRGVl_yTzBJG7r8WNRt51yw7M','tasks:read tasks:write projects:write workers:write audit:read','system',1795655155758,NULL,1795655156030,NULL);
INSERT INTO "keys" VALUES(3,'default','@grace','token create','buFSlYsmcAAqqm-T4MIbYYVCD4UVMf-qm1nHOeAe2Gk','tasks:read tasks:write projects:write workers:write audit:read','system',1795655155806,NULL,1795655156263,NULL);
INSERT INTO "keys" VALUES(4,'default','@bot','token create','cEpEuF_j0FqtSAigd0SDVhApZKEthizxt29GlBk4wNA','tasks:read tasks:write projects:write workers:write audit:read','system',1795655155878,1798247155878,1795655158908,NULL);
INSERT INTO "keys" VALUES(5,'beta','@zoe','token create','m9prVzmPokb2wjK5DPB_5j-1KXqgL_bfbXx6aO0UApI','tasks:read tasks:write projects:write workers:write audit:read','system',1795655155930,NULL,1795655159233,NULL);
INSERT INTO "keys" VALUES(6,'beta','@max','token create','ItrwZy9WLGCOVikdpD4sqFzLxqkec6Vt48BEj78RSZw','tasks:read tasks:write projects:write workers:write audit:read','system',1795655155975,NULL,1795655159425,NULL);
INSERT INTO "keys" VALUES(7,'default','@claude','laptop','GyeC-x_pOPRMPQvZSbRLBtSEC_5aQ37j_zZCad7k1QU','tasks:read tasks:write audit:read','@ada',1795655156047,NULL,1795655156662,NULL);
INSERT INTO "keys" VALUES(8,'default','@claude','old','X8zQraDFGhCSrfheu6-hLBSy2qJwBYWN9H2xpEy3V8Y','tasks:read','@ada',1795655156057,1798247156057,NULL,1795655156207);
CREATE TABLE project_members (
    project_id INTEGER NOT NULL REFERENCES projects (id),
    tenant_id TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('owner', 'member', 'viewer')),
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, worker_id),
    FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
) STRICT;
INSERT INTO "project_members" VALUES(1,'default','@ada','owner',1795655156251);
INSERT INTO "project_members" VALUES(2,'default','@grace','owner',1795655156263);
INSERT INTO "project_members" VALUES(1,'default','@claude','member',1795655156301);
INSERT INTO "project_members" VALUES(1,'default','@bot','member',1795655156309);
INSERT INTO "project_members" VALUES(1,'default','@grace','viewer',1795655156323);
INSERT INTO "project_members" VALUES(4,'beta','@zoe','owner',1795655159233);
INSERT INTO "project_members" VALUES(4,'beta','@max','member',1795655159411);
CREATE TABLE projects (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id TEXT NOT NULL,
    slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 100),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    owner_id TEXT NOT NULL,
    review_required INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    description TEXT CHECK (length(description) <= 65536),
    UNIQUE (tenant_id, slug),
    UNIQUE (id, slug),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES workers (tenant_id, id)
) STRICT;
INSERT INTO "projects" VALUES(1,'default','apollo','Apollo','@ada',1,1795655156251,1795655156251,'To the moon');
INSERT INTO "projects" VALUES(2,'default','zeus','Zeus','@grace',0,1795655156263,1795655156263,NULL);
INSERT INTO "projects" VALUES(4,'beta','apollo','Apollo of another house','@zoe',0,1795655159233,1795655159233,NULL);
CREATE TABLE schema_migrations (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL
) STRICT;
INSERT INTO "schema_migrations" VALUES(1,'create workers, keys, sessions, projects, tasks and the audit log',1795655155582);
CREATE TABLE sessions (
    hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 43),
    tenant_id TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('admin', 'member')),
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
) STRICT;
INSERT INTO "sessions" VALUES('Vfw8DH84zPtdAyuMxFH7WejGZSl4I6S5vTpkPMA2ZCQ','default','@root','admin','tasks:read tasks:write projects:write workers:write audit:read',1795655159539,1795698359539);
CREATE TABLE sign_in_codes (
    hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 43),
    tenant_id TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
) STRICT;
INSERT INTO "sign_in_codes" VALUES('vmf8Jv5KKHoO_5VXFPnhL_tWuVchTPt9KVTUydsWUlU','default','@root',1795655760657);
CREATE TABLE tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id TEXT NOT NULL,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    status TEXT NOT NULL CHECK (status IN ('pending', 'in_progress', 'review', 'completed', 'blocked')),
    priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 3),
    progress_percent INTEGER NOT NULL CHECK (progress_percent BETWEEN 0 AND 100),
    assigned_to TEXT,
    project_id INTEGER,
    project_slug TEXT,
    parent_id INTEGER REFERENCES tasks (id),
    tags TEXT NOT NULL,
    due_date INTEGER,
    created_by TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    started_at INTEGER,
    completed_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    due_or_last INTEGER GENERATED ALWAYS AS (coalesce(due_date, 9223372036854775807)) STORED,
    due_or_first INTEGER GENERATED ALWAYS AS (coalesce(due_date, -9223372036854775807)) STORED,
    description TEXT CHECK (length(description) <= 65536),
    search_text TEXT NOT NULL,
    CHECK ((project_id IS NULL) = (project_slug IS NULL)),
    CHECK (status <> 'in_progress' OR (assigned_to IS NOT NULL AND started_at IS NOT NULL)),
    CHECK ((status = 'completed') = (completed_at IS NOT NULL)),
    CHECK (status <> 'completed' OR progress_percent = 100),
    FOREIGN KEY (project_id, project_slug) REFERENCES projects (id, slug),
    FOREIGN KEY (tenant_id, assigned_to) REFERENCES workers (tenant_id, id),
    FOREIGN KEY (tenant_id, created_by) REFERENCES workers (tenant_id, id)
) STRICT;
INSERT INTO "tasks" VALUES(1,'default','Pending','pending',2,0,NULL,1,'apollo',NULL,' a:b c ',1893456000000,'@ada',1,NULL,NULL,1795655156331,1795655156331,NULL,'pending
');
INSERT INTO "tasks" VALUES(2,'default','Pending, assigned','pending',1,0,'@claude',1,'apollo',NULL,'',NULL,'@ada',1,NULL,NULL,1795655156472,1795655156472,NULL,'pending, assigned
');
INSERT INTO "tasks" VALUES(3,'default','In progress','in_progress',1,40,'@claude',1,'apollo',NULL,'',NULL,'@ada',3,1795655156662,NULL,1795655156585,1795655156672,NULL,'in progress
');
INSERT INTO "tasks" VALUES(4,'default','In review','review',1,0,'@claude',1,'apollo',NULL,'',NULL,'@ada',3,1795655156812,NULL,1795655156687,1795655156823,NULL,'in review
');
INSERT INTO "tasks" VALUES(5,'default','In review, nobody’s','review',1,0,NULL,1,'apollo',NULL,'',NULL,'@ada',4,1795655156959,NULL,1795655156835,1795655156984,NULL,'in review, nobody’s
');
INSERT INTO "tasks" VALUES(6,'default','In review, given away','review',1,0,'@bot',1,'apollo',NULL,'',NULL,'@ada',4,1795655157148,NULL,1795655156999,1795655157167,NULL,'in review, given away
');
INSERT INTO "tasks" VALUES(7,'default','Approved','completed',1,100,'@claude',1,'apollo',NULL,'',NULL,'@ada',4,1795655157332,1795655157351,1795655157179,1795655157351,NULL,'approved
');
INSERT INTO "tasks" VALUES(8,'default','Completed','completed',1,100,'@claude',NULL,NULL,NULL,'',NULL,'@claude',3,1795655157498,1795655157509,1795655157364,1795655157509,NULL,'completed
');
INSERT INTO "tasks" VALUES(9,'default','Reopened','pending',1,0,'@claude',NULL,NULL,NULL,'',NULL,'@claude',4,1795655157664,NULL,1795655157518,1795655157689,NULL,'reopened
');
INSERT INTO "tasks" VALUES(10,'default','Blocked','blocked',1,0,'@claude',1,'apollo',NULL,'',NULL,'@ada',3,1795655157847,NULL,1795655157699,1795655157859,NULL,'blocked
');
INSERT INTO "tasks" VALUES(11,'default','Blocked, nobody’s','blocked',1,0,NULL,NULL,NULL,NULL,'',NULL,'@ada',2,NULL,NULL,1795655157874,1795655158032,NULL,'blocked, nobody’s
');
INSERT INTO "tasks" VALUES(12,'default','Rejected','in_progress',1,0,'@claude',1,'apollo',NULL,'',NULL,'@ada',4,1795655158196,NULL,1795655158046,1795655158227,NULL,'rejected
');
INSERT INTO "tasks" VALUES(13,'default','Child','pending',1,0,NULL,1,'apollo',14,'',NULL,'@ada',2,NULL,NULL,1795655158244,1795655158556,NULL,'child
');
INSERT INTO "tasks" VALUES(14,'default','"Parent" \ é é 🚀','pending',1,0,NULL,1,'apollo',NULL,'',NULL,'@ada',1,NULL,NULL,1795655158409,1795655158409,'line
line	tab ẞ İ ς','"parent" \ é é 🚀
line
line	tab ß i̇ ς');
INSERT INTO "tasks" VALUES(15,'default','Grandchild','pending',1,0,NULL,1,'apollo',13,'',NULL,'@claude',1,NULL,NULL,1795655158576,1795655158576,NULL,'grandchild
');
INSERT INTO "tasks" VALUES(16,'default','Handed on','in_progress',1,0,'@bot',1,'apollo',NULL,'',NULL,'@ada',4,1795655158876,NULL,1795655158729,1795655158908,NULL,'handed on
');
INSERT INTO "tasks" VALUES(17,'default','The bot’s own','pending',1,0,NULL,NULL,NULL,NULL,'',NULL,'@bot',1,NULL,NULL,1795655158927,1795655158927,NULL,'the bot’s own
');
INSERT INTO "tasks" VALUES(19,'beta','Another house','in_progress',1,0,'@max',4,'apollo',NULL,'',NULL,'@zoe',2,1795655159425,NULL,1795655159250,1795655159425,NULL,'another house
');
INSERT INTO "tasks" VALUES(20,'beta','Loose','pending',1,0,NULL,NULL,NULL,NULL,'',NULL,'@max',1,NULL,NULL,1795655159443,1795655159443,NULL,'loose
');
CREATE TABLE workers (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 255),
    handle TEXT NOT NULL CHECK (length(handle) BETWEEN 2 AND 51),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    type TEXT NOT NULL CHECK (type IN ('human', 'agent')),
    role TEXT NOT NULL CHECK (role IN ('admin', 'member')),
    agent_type TEXT,
    capabilities TEXT NOT NULL,
    registered_by TEXT,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER,
    deleted_at INTEGER,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, handle)
) STRICT;
INSERT INTO "workers" VALUES('default','@root','@root','@root','human','admin',NULL,'[]','system',1795655155590,NULL,NULL);
INSERT INTO "workers" VALUES('default','@ada','@ada','@ada','human','member',NULL,'[]','system',1795655155758,1795655156030,NULL);
INSERT INTO "workers" VALUES('default','@grace','@grace','@grace','human','member',NULL,'[]','system',1795655155806,1795655156263,NULL);
INSERT INTO "workers" VALUES('default','@bot','@bot','@bot','agent','member',NULL,'[]','system',1795655155878,1795655158908,NULL);
INSERT INTO "workers" VALUES('beta','@zoe','@zoe','@zoe','human','admin',NULL,'[]','system',1795655155930,1795655159233,NULL);
INSERT INTO "workers" VALUES('beta','@max','@max','@max','agent','member',NULL,'[]','system',1795655155975,1795655159425,NULL);
INSERT INTO "workers" VALUES('default','@claude','@claude','Claude','agent','member','claude','["swift","sql"]','@ada',1795655156030,1795655156662,NULL);
INSERT INTO "workers" VALUES('default','@gone','@gone','@gone','agent','member',NULL,'[]','@ada',1795655156221,NULL,1795655156233);
CREATE INDEX keys_by_worker ON keys (tenant_id, worker_id, id);
CREATE INDEX projects_by_created ON projects (tenant_id, created_at, id);
CREATE INDEX project_members_by_worker ON project_members (tenant_id, worker_id, project_id);
CREATE INDEX project_members_by_joined ON project_members (project_id, joined_at, worker_id);
CREATE INDEX tasks_by_created ON tasks (tenant_id, created_at, id, project_id);
CREATE INDEX tasks_by_updated ON tasks (tenant_id, updated_at, id, project_id);
CREATE INDEX tasks_by_due_ascending ON tasks (tenant_id, due_or_last, id, project_id);
CREATE INDEX tasks_by_due_descending ON tasks (tenant_id, due_or_first, id, project_id);
CREATE INDEX tasks_by_priority ON tasks (tenant_id, priority, id, project_id);
CREATE INDEX tasks_by_title ON tasks (tenant_id, title, id, project_id);
CREATE INDEX tasks_open_by_created ON tasks (tenant_id, created_at, id, project_id) WHERE status <> 'completed';
CREATE INDEX tasks_open_by_priority ON tasks (tenant_id, priority, id, project_id) WHERE status <> 'completed';
CREATE INDEX tasks_by_project ON tasks (project_id, created_at, id) WHERE project_id IS NOT NULL;
CREATE INDEX tasks_loose_by_created ON tasks (tenant_id, created_at, id) WHERE project_id IS NULL;
CREATE INDEX tasks_by_parent ON tasks (parent_id, created_at, id) WHERE parent_id IS NOT NULL;
CREATE INDEX tasks_by_assignee ON tasks (tenant_id, assigned_to, created_at, id) WHERE assigned_to IS NOT NULL;
CREATE INDEX audit_log_by_tenant ON audit_log (tenant_id, id);
CREATE INDEX audit_log_by_task ON audit_log (task_id, id) WHERE task_id IS NOT NULL;
CREATE INDEX audit_log_by_project ON audit_log (project_id, id) WHERE project_id IS NOT NULL;
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('audit_log',77);
INSERT INTO "sqlite_sequence" VALUES('keys',8);
INSERT INTO "sqlite_sequence" VALUES('projects',4);
INSERT INTO "sqlite_sequence" VALUES('tasks',20);
COMMIT;
