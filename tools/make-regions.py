#!/usr/bin/env python3
"""Write corpus/taxonomy/regions.xml from lists of administrative divisions.

    tools/make-regions.py DIVISIONS PROVINCE_ALIAS.tsv OPENCC >regions.xml

DIVISIONS holds provinces.csv, cities.csv, areas.csv, HK-MO-TW.json and
history.csv; OPENCC holds STCharacters.txt.  Readings come from Debian's
unicode-data.  What people decided by hand (names that are words, words that
hide a name, spellings) stands beside this script in regions-words.tsv.
The output is checked in, so building Bagui needs none of this.
"""
import bz2
import csv
import json
import os
import re
import sys
from collections import defaultdict
from xml.sax.saxutils import quoteattr

PEOPLES = """蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲
拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 塔吉克 怒 鄂温克 保安
裕固 独龙 鄂伦春 普米 各""".split()
PEOPLE = "(?:" + "|".join(sorted(PEOPLES, key=len, reverse=True)) + ")"
SUFFIX = re.compile(
    "(?:特别行政区|(?:" + PEOPLE + "族?)*自治[区州县旗]|矿区|林区|特区|新区|"
    "行政委员会|行政区|地区|[省市县区盟旗]|群岛)$")
# Names that mean nothing without the city before them.
GENERIC = set("""市辖区 城区 郊区 矿区 市区 东区 西区 南区 北区 中区 新区 工业区 市中区 城中区
县 郊 新市区 新城区 老城区 东市区 西市区 南市区 北市区 省直辖县级行政区划 自治区直辖县级行政区划""".split())
HONG_KONG = """中西区 湾仔区 东区 南区 油尖旺区 深水埗区 九龙城区 黄大仙区 观塘区 荃湾区 屯门区
元朗区 北区 大埔区 西贡区 沙田区 葵青区 离岛区""".split()
MACAU = """花地玛堂区 圣安多尼堂区 望德堂区 大堂区 风顺堂区 嘉模堂区 路氹填海区 圣方济各堂区""".split()
ENGLISH = dict(pair.split("=") for pair in """110000=Beijing 120000=Tianjin 130000=Hebei 140000=Shanxi
150000=Inner_Mongolia 210000=Liaoning 220000=Jilin 230000=Heilongjiang 310000=Shanghai
320000=Jiangsu 330000=Zhejiang 340000=Anhui 350000=Fujian 360000=Jiangxi 370000=Shandong
410000=Henan 420000=Hubei 430000=Hunan 440000=Guangdong 450000=Guangxi 460000=Hainan
500000=Chongqing 510000=Sichuan 520000=Guizhou 530000=Yunnan 540000=Tibet 610000=Shaanxi
620000=Gansu 630000=Qinghai 640000=Ningxia 650000=Xinjiang 710000=Taiwan 810000=Hong_Kong
820000=Macao 150100=Hohhot 230100=Harbin 540100=Lhasa 650100=Urumqi 710100=Taipei
710600=Kaohsiung""".split())


def rows(path):
    with open(path, encoding="utf-8-sig") as file:
        yield from csv.DictReader(file)


class Words:
    """regions-words.tsv: what, key, words."""

    def __init__(self, path):
        self.lists = defaultdict(list)
        self.maps = defaultdict(dict)
        with open(path, encoding="utf-8") as file:
            for line in file:
                line = line.split("#")[0].rstrip("\n")
                if not line.strip():
                    continue
                what, key, words = (line.split("\t") + ["", ""])[:3]
                if words:
                    self.maps[what][key] = words.split()
                else:
                    self.lists[what] += key.split()


class Readings:
    def __init__(self, words):
        self.special = words.maps["pinyin"]
        self.of = {}
        path = "/usr/share/unicode/Unihan_Readings.txt.bz2"
        with bz2.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                parts = line.rstrip("\n").split("\t")
                if len(parts) == 3 and parts[1] == "kMandarin":
                    self.of[chr(int(parts[0][2:], 16))] = plain(parts[2].split()[0])

    def spell(self, name):
        if name in self.special:
            return self.special[name][0]
        for begin in sorted(self.special, key=len, reverse=True):
            if len(begin) > 1 and name.startswith(begin):
                return self.special[begin][0] + self.spell(name[len(begin):])
        return "".join(self.of.get(c, "") for c in name)


def plain(reading):
    table = {}
    for letter, toned in zip("aeiouv", ("āáǎà", "ēéěèê", "īíǐì", "ōóǒò", "ūúǔù", "üǖǘǚǜ")):
        for c in toned:
            table[ord(c)] = letter
    for c in "ńňǹḿ":
        table[ord(c)] = "n"
    return reading.translate(table)


class Script:
    """Simplified to traditional, a character at a time."""

    def __init__(self, directory, words):
        self.special = {k: v[0] for k, v in words.maps["traditional"].items()}
        self.of = {}
        with open(os.path.join(directory, "STCharacters.txt"), encoding="utf-8") as file:
            for line in file:
                if not line.startswith("#") and "\t" in line:
                    key, values = line.rstrip("\n").split("\t")
                    self.of[key] = values.split()[0]

    def convert(self, name):
        for key in sorted(self.special, key=len, reverse=True):
            at = name.find(key)
            if at >= 0:
                return (self.convert(name[:at]) + self.special[key] +
                        self.convert(name[at + len(key):]))
        return "".join(self.of.get(c, c) for c in name)


def short(name):
    """玉林 of 玉林市; '' where only one character or a generic word is left."""
    if name in GENERIC or name.endswith(("左旗", "右旗", "中旗", "前旗", "后旗", "联合旗")):
        return ""
    cut = SUFFIX.sub("", name)
    if cut == "":
        cut = re.sub("族?自治[州县旗区]$", "", name)
    if name.startswith("东乡族"):
        cut = "东乡"
    return cut if len(cut) > 1 and cut != name and cut not in GENERIC else ""


def divisions(directory):
    """code -> name of everything that exists today."""
    names = {}
    for row in rows(f"{directory}/provinces.csv"):
        names[row["code"] + "0000"] = row["name"]
    for row in rows(f"{directory}/cities.csv"):
        if row["code"][2:] not in ("01", "02", "90") or row["name"].endswith("市"):
            if row["name"] not in GENERIC:
                names[row["code"] + "00"] = row["name"]
    for row in rows(f"{directory}/areas.csv"):
        # 71 and more are development zones that statistics count apart.
        if len(row["code"]) == 6 and row["code"][4] != "7" and row["name"] not in ("市辖区",):
            names[row["code"]] = row["name"]
    for row in rows(f"{directory}/history.csv"):
        if row["状态"] == "在用" and row["代码"] not in names and not row["代码"].startswith(("71", "81", "82")):
            names[row["代码"]] = row["名称"]
    for code in [c for c, n in names.items() if n.endswith(("岛礁及其海域", "管委会")) or
                 c in ("460321", "460322", "460323", "620201")]:
        del names[code]
    names.update({"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"})
    with open(f"{directory}/HK-MO-TW.json", encoding="utf-8") as file:
        far = json.load(file)
    known = {re.sub("（.*", "", n) for part in far["香港特别行政区"].values() for n in part}
    assert known == set(HONG_KONG), known ^ set(HONG_KONG)
    for number, name in enumerate(HONG_KONG, 1):
        names[f"8100{number:02}"] = name
    for number, name in enumerate(MACAU, 1):
        names[f"8200{number:02}"] = name
    for number, name in enumerate(far["台湾省"], 1):
        names[f"71{number:02}00"] = name
    return names


def successors(history, names):
    """(code, name) that are gone -> the codes of today that followed."""
    follow = defaultdict(set)
    for row in history:
        if row["状态"] == "在用":
            continue
        for new in row["新代码"].split(";"):
            new = re.sub(r"\[.*", "", new.strip())
            if new:
                follow[row["代码"], row["名称"]].add(new)

    def resolve(code, seen):
        if code in names:
            return {code}
        found = set()
        for (old, _), news in follow.items():
            if old == code and old not in seen:
                for new in news:
                    found |= resolve(new, seen | {old})
        return found

    gone = {}
    for row in history:
        if row["状态"] == "在用":
            continue
        key = row["代码"], row["名称"]
        if row["代码"] in names:
            gone[key] = {row["代码"]}
        else:
            gone[key] = set().union(*(resolve(n, {row["代码"]}) for n in follow[key])) \
                if follow[key] else set()
    return gone


def code_is_prefecture(code):
    return code.endswith("00") and not code.endswith("0000")


def former_names(directory, names):
    """code of today -> its former names, oldest first."""
    history = list(rows(f"{directory}/history.csv"))
    current = set(names.values())
    former = defaultdict(list)
    cities = {(c[:2], short(n)): c for c, n in names.items() if c.endswith("00")}
    gone = successors(history, names)
    for (code, name), news in gone.items():
        if len(news) == 1 and names[next(iter(news))] != name and code.endswith("00"):
            cities.setdefault((code[:2], short(name)), next(iter(news)))
    for row in sorted(history, key=lambda r: r["启用时间"]):
        key = row["代码"], row["名称"]
        name = row["名称"]
        if row["状态"] == "在用" or name in current or name in GENERIC:
            continue
        news = gone[key]
        same = cities.get((row["代码"][:2], short(name)))
        if code_is_prefecture(row["代码"]) and same and short(names[same]) == short(name):
            news = {same}
        if not news and name.endswith(("地区", "盟", "自治州", "行政区", "市")):
            code = cities.get((row["代码"][:2], short(name)))
            news = {code} if code else set()
        if len(news) == 1:
            code = next(iter(news))
            if name not in former[code]:
                former[code].append(name)
    return former


def parent_of(code, names):
    for parent in (code[:4] + "00", code[:2] + "0000"):
        if parent != code and parent in names:
            return parent
    return None


def extra_aliases(code, name):
    """Shorter forms that are made by rule."""
    cut = short(name)
    if not cut:
        return []
    if name.endswith("自治州"):
        return [cut + "州"]
    if name.endswith("自治县"):
        return [cut + "县"]
    if name.endswith("自治旗"):
        return [cut + "旗"]
    return []


def main():
    directory, alias_path, opencc = sys.argv[1:4]
    words = Words(os.path.join(os.path.dirname(os.path.abspath(__file__)), "regions-words.tsv"))
    readings, script = Readings(words), Script(opencc, words)
    names = divisions(directory)
    former = former_names(directory, names)
    provinces = {}
    with open(alias_path, encoding="utf-8") as file:
        for row in csv.reader((l for l in file if not l.startswith("#")), delimiter="\t"):
            provinces[row[0] + "0000"] = row
    shorts = {short(n) for n in names.values()}
    out = sys.stdout
    out.write(HEADER)
    for what in ("common", "block"):
        text = sorted(set(words.lists[what]))
        out.write(f"\n  <{what}>\n")
        for at in range(0, len(text), 12):
            out.write("    " + " ".join(text[at:at + 12]) + "\n")
        out.write(f"  </{what}>\n")
    for code in sorted(names):
        if code.endswith("0000"):
            out.write("\n")
        out.write(region(code, names, former, provinces, words, readings, script, shorts))
    out.write("</regions>\n")


def region(code, names, former, provinces, words, readings, script, shorts):
    name = names[code]
    row = provinces.get(code)
    cut = row[2] if row else short(name)
    known = set(words.lists["query"])
    others = list(words.maps["alias"].get(code, [])) + extra_aliases(code, name)
    if row:
        others += [o for o in row[7].split("|") if o]
    aliases = [a for a in dict.fromkeys(others) if a not in known and a != name]
    queries = [a for a in dict.fromkeys(others) if a in known]
    old = []
    for gone in former.get(code, []):
        old.append(gone)
        if short(gone) and short(gone) not in shorts and short(gone) != cut and short(gone) not in aliases:
            old.append(short(gone))
    old = [o for o in dict.fromkeys(old) if o not in aliases and o not in queries]
    spelled = [readings.spell(n) for n in (cut, name) if n]
    attributes = [("code", code), ("name", name), ("short", cut)]
    traditional = row[5] if row else script.convert(name)
    if traditional != name:
        attributes.append(("traditional", traditional))
    if code in ENGLISH:
        attributes.append(("english", ENGLISH[code].replace("_", " ")))
    attributes.append(("pinyin", " ".join(dict.fromkeys(spelled))))
    abbreviations = " ".join(words.maps["abbr"].get(code, row[3].split("|") if row else []))
    abbreviations = " ".join(a for a in abbreviations.split() if len(a) == 1)
    attributes += [("abbr", abbreviations), ("aliases", " ".join(aliases)),
                   ("former", " ".join(old)), ("queries", " ".join(queries))]
    text = " ".join(f"{k}={quoteattr(v)}" for k, v in attributes if v)
    return f"  <region {text}/>\n"


HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<!-- The administrative divisions of China: provinces, prefectures, counties.

     Made by tools/make-regions.py; change that, or regions-words.tsv beside it,
     rather than this file.  Facts from:
       names and codes of 2023: modood/Administrative-divisions-of-China 2.7.0 (WTFPL);
       former names since 1981: yescallop/areacodes (CC0);
       traditional characters: OpenCC's STCharacters (Apache-2.0), corrected by hand;
       readings: Unihan kMandarin (Unicode licence), corrected by hand.
     Codes are those of GB/T 2260.  It has none below 710000, 810000 and 820000:
     8100nn and 8200nn are the numbers in common use for the districts of Hong
     Kong and the parishes of Macau, 71nn00 numbers Taiwan's cities and counties
     in the source's order. -->
<regions>
"""

if __name__ == "__main__":
    main()
