-- The load that wrk sends, by LOAD_KIND: plain, get, list, board, create, keyed (create with an idempotency key of its own),
-- mixed, claim (of which an answer without a task counts as a refusal), get17 and list17 (of the core's seventeen keys alone).
-- LOAD_IDS is how many tasks there are to get.
-- LOAD_TOKEN is sent with every call, or, with LOAD_TOKENS, the next line of that file, of which each of the LOAD_THREADS
-- threads has a share. At the end one line of JSON after the word RESULT.

local kind = os.getenv("LOAD_KIND") or "get"
local ids = tonumber(os.getenv("LOAD_IDS") or "1")
local run = os.getenv("LOAD_RUN") or "0"
local threads = {}
local core = "fields=id,title,description,status,priority,progress_percent,assigned_to,project_slug,parent_id,tags,due_date,"
  .. "created_by,version,started_at,completed_at,created_at,updated_at"

function setup(thread)
  thread:set("number", #threads)
  thread:set("empty", 0)
  threads[#threads + 1] = thread
end

local function read_tokens(file, share)
  local found, line = {}, 0
  for token in io.lines(file) do
    if line % share == number % share then found[#found + 1] = { ["Authorization"] = "Bearer " .. token } end
    line = line + 1
  end
  return found
end

function init()
  local token = os.getenv("LOAD_TOKEN")
  if token and token ~= "" then wrk.headers["Authorization"] = "Bearer " .. token end
  sent = number * 1000003
  list = wrk.format("GET", "/api/tasks?limit=50" .. (kind == "list17" and "&" .. core or ""))
  board = wrk.format("GET", "/api/board")
  plain = wrk.format("GET", "/plain")
  json = { ["Content-Type"] = "application/json" }
  for name, value in pairs(wrk.headers) do json[name] = value end
  local file = os.getenv("LOAD_TOKENS")
  if file then tokens = read_tokens(file, tonumber(os.getenv("LOAD_THREADS") or "1")) end
  if kind == "claim" then
    for _, headers in ipairs(tokens) do headers["Content-Type"] = "application/json" end
    response = function(status, headers, body)
      if status == 200 and body:find('{"task":null', 1, true) then empty = empty + 1 end
    end
  end
end

local function claim()
  return wrk.format("POST", "/api/tasks/claim", tokens[1 + sent % #tokens], "{}")
end

local function get()
  if kind == "get17" then return wrk.format("GET", "/api/tasks/" .. (1 + (sent * 7919) % ids) .. "?" .. core) end
  -- A stride that shares no factor with the usual round numbers, so that every task has its turn.
  local path = "/api/tasks/" .. (1 + (sent * 7919) % ids)
  if not tokens then return wrk.format("GET", path) end
  return wrk.format("GET", path, tokens[1 + sent % #tokens])
end

local function create()
  local body = '{"title":"Task ' .. run .. "-" .. number .. "-" .. sent
    .. '","description":"A sentence or two of text. A sentence or two of text.","priority":"high","tags":["bench","load"]}'
  if kind == "keyed" then json["Idempotency-Key"] = "load-" .. run .. "-" .. number .. "-" .. sent end
  return wrk.format("POST", "/api/tasks", json, body)
end

function request()
  sent = sent + 1
  if kind == "plain" then return plain end
  if kind == "get" or kind == "get17" then return get() end
  if kind == "list" or kind == "list17" then return list end
  if kind == "claim" then return claim() end
  if kind == "board" then return board end
  if kind == "create" or kind == "keyed" then return create() end
  local turn = sent % 10  -- mixed: of ten calls two create, two list fifty, six get
  if turn == 0 or turn == 5 then return create() end
  if turn == 2 or turn == 7 then return list end
  return get()
end

function done(summary, latency)
  local e = summary.errors
  local none = 0
  for _, thread in ipairs(threads) do none = none + thread:get("empty") end
  io.write(string.format(
    'RESULT {"requests":%d,"microseconds":%d,"p50":%.0f,"p99":%.0f,"max":%.0f,"connect":%d,"read":%d,"write":%d,"timeout":%d,"status":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max,
    e.connect, e.read, e.write, e.timeout, e.status + none))
end
