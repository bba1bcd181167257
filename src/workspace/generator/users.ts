/** Who uses the site: names as people have them, in several scripts. None is a real person's record. */
export const users: readonly string[] = [
  'John Smith', 'Mary Johnson', 'Aisha Bello', 'Zoë Müller', 'José Núñez', 'Søren Ødegård', 'Łukasz Wójcik', 'Wang Fang',
  '王芳', '李伟', '佐藤さくら', '김민준', 'Мария Иванова', 'Олександр Шевченко', 'Ελένη Παπαδοπούλου', 'محمد علي', 'נועה כהן',
  'अनन्या शर्मा', 'Nguyễn Thị Ánh', 'ธนพล สุขใจ', 'François Lefèvre', 'Chloé Dubois', 'Jürgen Groß', 'Åsa Lindström',
  'Þórdís Jónsdóttir', 'Siân O’Neill', 'João Gonçalves', 'İbrahim Yılmaz', 'Dvořák Tomáš', 'Ștefan Ionescu',
  'Emma Brown', 'Liam Wilson', 'Olivia Taylor', 'Noah Davies', 'Ava Evans', 'Ethan Thomas', 'Sophia Roberts', 'Lucas Walker',
  'Mia Wright', 'Mason Hall', 'Amelia Green', 'Logan Adams', 'Harper Baker', 'James Nelson', 'Evelyn Carter', 'Henry Mitchell',
  'Abigail Perez', 'Alexander Turner', 'Emily Phillips', 'Daniel Campbell', 'Ella Parker', 'Matthew Collins', 'Grace Stewart',
  'Samuel Morris', 'Lily Rogers', 'David Reed', 'Hannah Cook', 'Joseph Morgan', 'Nora Bell', 'Carter Murphy', 'Zoe Bailey',
  'Owen Cooper', 'Layla Richardson', 'Wyatt Cox', 'Penelope Howard', 'Luke Ward', 'Riley Torres', 'Jack Peterson',
  'Stella Gray', 'Levi Ramirez', 'Aurora James', 'Isaac Watson', 'Hazel Brooks', 'Gabriel Kelly', 'Violet Sanders',
  'Julian Price', 'Ruby Bennett', 'Anthony Wood', 'Ivy Barnes', 'Robot 🤖 Crawler',
]
