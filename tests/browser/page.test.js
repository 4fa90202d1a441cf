// The search page as people use it: node page.test.js cgi|fastcgi. Prints TAP.
'use strict';
const fs = require('fs');
const path = require('path');
const { serve, browse } = require('./site');

const axe = fs.readFileSync(require.resolve('axe-core'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const mode = process.argv[2];
const tests = [];

const test = (name, run) => tests.push({ name, run });
// What does not depend on how the program is started is seen once.
const testOnce = (name, run) => mode === 'fastcgi' && test(name, run);

function expect(what, said) {
	if (!what)
		throw new Error(said);
}

// Find what WCAG 2.2 AA forbids, by axe; the page's own policy lets no script
// in, so it comes by the debugging protocol.
async function expectAccessible(page, name) {
	await page.evaluate(axe);
	const result = await page.evaluate(
		rules => axe.run({ runOnly: { type: 'tag', values: rules } }), RULES);
	const said = result.violations.map(violation => `${name}: ${violation.id}: ` +
		violation.nodes.slice(0, 3).map(node => node.html.slice(0, 150) +
			' ' + node.failureSummary).join(' | '));

	expect(!said.length, said.join('\n'));
}

async function withPage(browser, options, run) {
	const context = await browser.newContext({ bypassCSP: true, locale: 'zh-CN',
		...options });
	const page = await context.newPage();
	const faults = [];

	page.on('pageerror', error => faults.push(String(error)));
	page.on('dialog', dialog => {
		faults.push('a dialog: ' + dialog.message());
		dialog.dismiss();
	});
	try {
		await run(page);
	} finally {
		await context.close();
	}
	expect(!faults.length, faults.join('\n'));
}

const search = async (page, url, words) => {
	await page.goto(url);
	await page.fill('#q', words);
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
};

// No JavaScript: what a visitor does works with it off.
const still = { javaScriptEnabled: false };

test('a question is asked, and its words are marked', (browser, url) =>
	withPage(browser, still, async page => {
		await search(page, url, '民生热线');
		expect(await page.locator('.hits > li').count() > 0, 'no hits');
		expect(await page.locator('mark').first().textContent(), 'no mark');
		expect(await page.inputValue('#q') === '民生热线', 'the box is empty');
	}));

test('the answer is narrowed by links and by ticked boxes, and widened again',
	(browser, url) => withPage(browser, still, async page => {
		await search(page, url, '服务');
		const all = await page.textContent('.total');
		await page.click('.facets a[href*="platform="]');
		expect(await page.textContent('.total') !== all, 'not narrowed');
		await page.click('.filters a');
		expect(await page.textContent('.total') === all, 'not widened');
		const boxes = page.locator('.facets input[name="topic"]');
		await boxes.nth(0).check();
		await boxes.nth(1).check();
		await page.click('.apply button');
		expect((await page.url().match(/topic=/g) || []).length === 2,
			'not two topics: ' + page.url());
		expect(await page.locator('.facets input:checked').count() === 2,
			'the boxes forgot');
	}));

test('a bar of the timeline and a tile of the map are links', (browser, url) =>
	withPage(browser, still, async page => {
		await search(page, url, '服务');
		const tile = await page.locator('svg.map a').first().getAttribute('href');
		await page.goto(new URL(tile, url).href);
		expect(page.url().includes('region='), page.url());
		const bar = await page.locator('svg.timeline a').count();
		if (bar) {
			await page.locator('svg.timeline a').first().click();
			expect(page.url().includes('from='), page.url());
		}
	}));

test('pages can be turned', (browser, url) =>
	withPage(browser, still, async page => {
		await search(page, url, '服务');
		const first = await page.locator('.hits h2').allTextContents();
		await page.click('.pages a[rel=next]');
		expect(await page.getAttribute('ol.hits', 'start') === '11', 'not from 11');
		await page.click('.pages a[rel=prev]');
		const again = await page.locator('.hits h2').allTextContents();
		expect(first.join() === again.join(), 'not the same first page');
	}));

test('a passage opens in its document, marked, and leads back', (browser, url) =>
	withPage(browser, still, async page => {
		await search(page, url, '民生热线');
		const results = await page.locator('.hits h2').allTextContents();
		await page.click('.hits h2 a');
		expect(await page.locator('.passage:target mark').count() > 0, 'no mark');
		await page.click('.back a');
		const again = await page.locator('.hits h2').allTextContents();
		expect(results.join() === again.join(), page.url());
	}));

test('the language is switched, and everything else stays', (browser, url) =>
	withPage(browser, still, async page => {
		await search(page, url, '民生热线');
		await page.click('a[hreflang=en]');
		expect(await page.getAttribute('html', 'lang') === 'en', 'not English');
		expect(await page.inputValue('#q') === '民生热线', 'the box is empty');
		await page.click('.hits h2 a');
		await page.click('a[hreflang=zh-Hant]');
		expect(page.url().includes('/doc'), page.url());
		expect(await page.getAttribute('html', 'lang') === 'zh-Hant', 'not 繁體');
	}));

test('a keyboard is enough', (browser, url) =>
	withPage(browser, {}, async page => {
		await page.goto(url);
		await page.keyboard.press('Tab');
		expect(await page.evaluate(() => document.activeElement.className) === 'skip',
			'the first stop is not the way to the main part');
		for (let i = 0; i < 4 && await page.evaluate(() =>
			document.activeElement.id) !== 'q'; i++)
			await page.keyboard.press('Tab');
		await page.keyboard.type('民生热线');
		await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		const seen = [];
		for (let i = 0; i < 60; i++) {
			await page.keyboard.press('Tab');
			const at = await page.evaluate(() => {
				const style = getComputedStyle(document.activeElement);
				return { hit: !!document.activeElement.closest('.hits h2'),
					outline: style.outlineStyle !== 'none' };
			});
			expect(at.outline, 'a stop that cannot be seen');
			seen.push(at.hit);
			if (at.hit)
				break;
		}
		expect(seen.includes(true), 'no hit was reached');
		await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
		expect(page.url().includes('/doc'), page.url());
	}));

for (const width of [320, 390, 1280])
	testOnce(`nothing has to be scrolled sideways at ${width} pixels`, (browser, url) =>
		withPage(browser, { viewport: { width, height: 700 } }, async page => {
			for (const address of ['', '?q=%E6%9C%8D%E5%8A%A1', '/help',
				'?q=%E6%9C%8D%E5%8A%A1&region=450000']) {
				await page.goto(url + address);
				const over = await page.evaluate(() =>
					document.documentElement.scrollWidth - innerWidth);
				expect(over <= 0, `${address}: ${over} pixels too wide`);
			}
		}));

for (const colorScheme of ['light', 'dark'])
	testOnce(`axe finds no fault with any page, ${colorScheme}`, (browser, url) =>
		withPage(browser, { colorScheme }, async page => {
			for (const address of ['', '?q=%E6%9C%8D%E5%8A%A1',
				'?q=%E6%9C%8D%E5%8A%A1&region=450000&lang=en',
				'?q=%E6%9C%8D%E5%8A%A1&from=2009&to=2009', '?q=qqqq+xxxx',
				'/help', '?from=x', '/nothing']) {
				await page.goto(url + address);
				await page.evaluate(() => document.querySelectorAll('details')
					.forEach(details => { details.open = true; }));
				await expectAccessible(page, address);
			}
			await search(page, url, '民生热线');
			await page.click('.hits h2 a');
			await page.evaluate(() => document.querySelectorAll('details')
				.forEach(details => { details.open = true; }));
			await expectAccessible(page, 'a document');
		}));

// What may stand in a page whatever it was asked or holds.
const inert = () => {
	const bad = [];
	for (const element of document.querySelectorAll('*')) {
		const name = element.localName;
		if (['script', 'iframe', 'img', 'object', 'embed', 'base', 'style',
			'xss'].includes(name))
			bad.push('<' + name + '>');
		for (const attribute of element.attributes) {
			if (/^on|^style$|^srcdoc$/.test(attribute.name))
				bad.push(name + ' ' + attribute.name);
			if (/^(href|action|src)$/.test(attribute.name) &&
				!/^(\/|#|https?:)/.test(attribute.value))
				bad.push(attribute.name + '=' + attribute.value);
		}
	}
	return bad;
};

const shared = path.join(process.env.BAGUI_SHARED, 'data/hostile');
if (fs.existsSync(shared)) {
	testOnce('the hostile requests end as they should, and nothing of them acts',
		(browser, url) => withPage(browser, {}, async page => {
			const rows = fs.readFileSync(path.join(shared, 'queries.tsv'), 'utf8')
				.trim().split('\n').slice(1).map(row => row.split('\t'));
			const faults = [];
			expect(rows.length === 72, `${rows.length} requests`);
			for (const [name, query] of rows) {
				const response = await page.goto(url + '?' + query)
					.catch(error => ({ status: () => String(error) }));
				const status = response.status();
				// 431: longer than the server itself takes.
				if (![200, 400, 413, 414, 431].includes(status))
					faults.push(`${name}: ${status}`);
				const bad = await page.evaluate(inert);
				if (bad.length)
					faults.push(`${name}: ${bad.join()}`);
			}
			expect(!faults.length, faults.join('\n'));
		}));
	testOnce('titles that hold markup are text wherever they stand', (browser, url) =>
		withPage(browser, {}, async page => {
			const faults = [];
			const seen = new Set();
			for (const address of ['?q=XSS&limit=100', '?q=alert&limit=100',
				'?q=title:alert&limit=100', '?q=script&limit=100']) {
				await page.goto(url + address);
				const links = await page.locator('.hits h2 a')
					.evaluateAll(all => all.map(a => a.href));
				const pages = [url + address, ...links];
				for (const shown of pages) {
					if (seen.has(shown))
						continue;
					seen.add(shown);
					await page.goto(shown);
					const bad = await page.evaluate(inert);
					if (bad.length)
						faults.push(`${shown}: ${bad.join()}`);
				}
			}
			expect(seen.size > 10, `only ${seen.size} pages`);
			expect(!faults.length, faults.join('\n'));
		}));
}

async function main() {
	const site = await serve(mode, mode === 'cgi' ? 18500 : 18550);
	const browser = await browse();
	let failed = 0, number = 0;

	for (const { name, run } of tests) {
		number++;
		try {
			await run(browser, site.url);
			console.log(`ok ${number} - ${mode}: ${name}`);
		} catch (error) {
			failed++;
			console.log(`not ok ${number} - ${mode}: ${name}`);
			console.log(String(error.message).replace(/^/gm, '# '));
		}
	}
	console.log(`1..${number}`);
	await browser.close();
	await site.stop();
	process.exit(failed ? 1 : 0);
}

main().catch(error => {
	console.error(error);
	process.exit(1);
});
