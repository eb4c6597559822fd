"""Signs in names that look like others: dots in all their forms, radicals that stand for whole characters, family names of two
characters."""

# • ‧ ・ ∙ ⋅ ･ ● ᛫ and the rest, as keyboards and old systems write the dot between the parts of a name.
DOTS = "•‧・∙⋅･●᛫ꞏ⸱⸳⸰◦∘▪■･。｡．․⋆❖●⚫⬤·"
# Radicals of the supplement that Unicode leaves as they are, and the character of which each is the shape.
_RADICALS = (
    "⺁⺄⺆⺈⺊⺌⺍⺒⺓⺔⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺮⺯⺰⺱⺳⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂"
    "⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_WHOLE = (
    "厂乙冂刀卜小小巳幺彑忄㣺扌攵旡月歺母民氵氺灬爫爫丬牜犭王罒示竹糹纟罓冗羊羊羋耂肀聿肉臼艹艹艹虎衤"
    "覀西见角讠贝足车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
RADICALS = str.maketrans(dict(zip(_RADICALS, _WHOLE, strict=True)))
_SURNAMES = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 "
    "太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 "
    "漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 梁丘 左丘 东门 "
    "西门 第五 单于 淳于 纳兰 完颜 叶赫 那拉 富察 钮祜 歐陽 諸葛 司馬 尉遲 長孫 東方 令孤 欧陽"
)
TWO_CHARACTER_SURNAMES = frozenset(_SURNAMES.split())
