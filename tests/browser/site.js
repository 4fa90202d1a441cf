// A site to look at: the index named by BAGUI_INDEX behind lighttpd, as
// `make serve` starts it, and a browser. Both are this test's own and end with it.
'use strict';
const { spawn } = require('child_process');
const path = require('path');
const { chromium } = require('playwright-core');

const root = path.join(__dirname, '..', '..');

// Start the server as 'cgi' or 'fastcgi'; resolves to { url, stop }.
function serve(mode, port) {
	const server = spawn('sh', [path.join(root, 'tools/serve.sh'), String(port)],
		{ env: { ...process.env, BAGUI_SERVE: mode, BUILD: process.env.BAGUI_BIN } });
	const stop = () => new Promise(resolve => {
		server.once('exit', resolve);
		server.kill('SIGTERM');
	});

	return new Promise((resolve, reject) => {
		let said = '';

		const hear = data => {
			said += data;
			const found = said.match(/http:\/\/\S+/);
			if (found)
				resolve({ url: found[0], stop });
		};
		server.stdout.on('data', hear);
		server.stderr.on('data', data => { said += data; });
		server.once('exit', () => reject(new Error('no server: ' + said)));
	});
}

function browse() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
	});
}

module.exports = { serve, browse };
