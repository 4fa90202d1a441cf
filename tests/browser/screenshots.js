// Pictures of the main pages, to be looked at: node screenshots.js DIRECTORY
'use strict';
const path = require('path');
const { serve, browse } = require('./site');

const desk = { width: 1280, height: 900 }, phone = { width: 390, height: 844 };
const q = encodeURIComponent(process.env.BAGUI_QUERY || '民生热线');

const pages = [
	['home', ''],
	['results', `?q=${q}`],
	['results-en', `?q=${q}&lang=en`],
	['region', `?q=${q}&region=450000`],
	['year', `?q=${q}&from=2010&to=2010`],
	['none', `?q=${encodeURIComponent('"没有这样的句子"')}`],
	['help', '/help'],
	['error', '?from=x'],
];

async function shoot(browser, url, name, options) {
	const context = await browser.newContext({ javaScriptEnabled: false,
		viewport: options.viewport, colorScheme: options.colorScheme });
	const page = await context.newPage();

	await page.goto(url);
	if (options.print)
		await page.emulateMedia({ media: 'print' });
	await page.screenshot({ path: path.join(process.argv[2], name + '.png'),
		fullPage: true });
	await context.close();
}

async function documentOf(browser, url) {
	const page = await browser.newPage();

	await page.goto(url + pages[1][1]);
	const href = await page.getAttribute('.hits h2 a', 'href');
	await page.close();
	return href ? new URL(href, url).href : null;
}

async function main() {
	const site = await serve('fastcgi', 18700);
	const browser = await browse();
	const shown = pages.map(([name, address]) => [name, site.url + address]);
	const found = await documentOf(browser, site.url);

	if (found)
		shown.push(['document', found]);
	for (const [name, url] of shown) {
		await shoot(browser, url, name, { viewport: desk });
		await shoot(browser, url, name + '-dark',
			{ viewport: desk, colorScheme: 'dark' });
		await shoot(browser, url, name + '-phone', { viewport: phone });
		await shoot(browser, url, name + '-print',
			{ viewport: desk, print: true });
	}
	await browser.close();
	await site.stop();
}

main().catch(error => {
	console.error(error);
	process.exit(1);
});
